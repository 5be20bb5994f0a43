// The table's sheet alone in a page of its own, served by the real server under its real policy. Knows how it is built; it never ships.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Page } from '@playwright/test';
import type { Buffer } from 'node:buffer';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Proof } from '../../renderer/core/documents/proveFlattened.ts';
import { pdfAssets } from '../../scripts/build/pdfAssets.ts';
import { pageAssets, pageWorkers } from '../../scripts/build/viteOptions.ts';
import { startServer, type RunningServer } from './signallingServer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TARGET = ['chrome109', 'edge109', 'firefox115', 'safari16', 'ios16'];

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sheet</title><div id="app"></div>
<script type="module" src="./main.ts"></script></html>`;

const MAIN = `
import { mount, unmount } from 'svelte';
import '${root}/renderer/ui/base.css';
import { flattenDocument } from '${root}/renderer/core/documents/flatten.ts';
import { proveFlattened } from '${root}/renderer/core/documents/proveFlattened.ts';
import { openDocument } from '${root}/renderer/core/documents/openDocument.ts';
import { acceptFile } from '${root}/renderer/core/documents/acceptFile.ts';
import { allowOwnWorkers } from '${root}/renderer/core/trustedTypes/allowOwnWorkers.ts';
import Bench from './Bench.svelte';
allowOwnWorkers(location, true);
let shown, component;
const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const open = async (bytes) => {
  const file = await acceptFile(bytes);
  return file.ok ? openDocument(file.value.bytes, file.value.type) : file;
};
window.bench = {
  show: async (text, name) => {
    if (component) await unmount(component);
    shown?.close();
    component = shown = undefined;
    const opened = await open(bytesOf(text));
    if (!opened.ok) return opened.problem;
    shown = opened.value;
    component = mount(Bench, { target: document.getElementById('app'), props: { shown, name } });
    return 'shown';
  },
  notice: () => shown.noticeOf(),
  agree: async (text, fields, change) => {
    const file = await acceptFile(bytesOf(text));
    if (!file.ok) return { problem: file.problem };
    const { bytes, type } = file.value;
    const source = await openDocument(bytes, type, { byOutlines: true });
    if (!source.ok) return { problem: source.problem };
    const annotations = new Map();
    const flat = await flattenDocument({ bytes, type, source: source.value, fields, annotations });
    if (!flat.ok) return { problem: flat.problem };
    const seen = { ...fields, ...change };
    const proof = await proveFlattened({ source: source.value, result: flat.value, fields: seen, annotations, addedPages: 0 });
    source.value.close();
    let binary = '';
    for (const byte of flat.value) binary += String.fromCharCode(byte);
    return { file: btoa(binary), proof };
  },
};`;

const BENCH = `<script lang="ts">
  import { untrack } from 'svelte';
  import PageStrip from '${root}/renderer/features/table/PageStrip.svelte';
  import SheetSearchView from '${root}/renderer/features/table/SheetSearch.svelte';
  import SheetToolbar from '${root}/renderer/features/table/SheetToolbar.svelte';
  import SheetView from '${root}/renderer/features/table/SheetView.svelte';
  import { SheetSearch } from '${root}/renderer/features/table/sheetSearch.svelte.ts';
  const { shown, name } = $props();
  const search = untrack(() => new SheetSearch(shown));
  const whole = { zoom: 1, cx: 5000, cy: 7075 };
  let page = $state(1);
  let view = $state(whole);
  let isSearching = $state(false);
  let values = $state({});
  let locked = $state('');
  Object.assign(window.bench, { values: () => ({ ...values }), lock: (field) => (locked = field) });
</script>
<div class="bench">
  <SheetToolbar {page} pageCount={shown.pageCount} zoom={view.zoom} onPageChanged={(to) => (page = to)}
    onZoomChanged={(zoom) => (view = { ...view, zoom })} onFitAsked={() => (view = whole)}
    isSearchOpen={isSearching} onSearchToggled={() => (isSearching = !isSearching)} />
  <div class="row">
    <div class="strip"><PageStrip document={shown} {page} onPageChanged={(to) => (page = to)} /></div>
    <div class="sheet">
      <SheetView document={shown} {name} {page} {view} {search} {values} onPageChanged={(to) => (page = to)}
        onViewChanged={(to) => (view = to)} onSearchAsked={() => (isSearching = true)}
        onFieldChanged={(field, value) => (values[field] = value)} lockedBy={(field) => (field === locked ? 'Anna' : undefined)} />
    </div>
    {#if isSearching}
      <div class="search"><SheetSearchView {search} onPageChanged={(to) => (page = to)} onClosed={() => (isSearching = false)} /></div>
    {/if}
  </div>
</div>
<style>
  .bench { display: flex; flex-direction: column; height: 100vh; background: #0a1114; }
  .row { display: flex; flex: 1; min-height: 0; }
  .strip { width: 130px; }
  .sheet { flex: 1; min-width: 0; }
  .search { width: 300px; }
</style>`;

/** The agreed file in base64 and what its proof says, or why there is none. */
type BenchAgreement = { file: string; proof: Proof } | { problem: string };

type BenchWindow = {
  bench: {
    show: (base64: string, name: string) => Promise<string>;
    agree: (base64: string, fields: Record<string, string>, change: Record<string, string>) => Promise<BenchAgreement>;
    values: () => Record<string, string>;
    notice: () => Promise<string | undefined>;
    lock: (field: string) => void;
  };
};

export type DocumentBench = {
  server: RunningServer;
  /** `shown`, or the problem's code. */
  show: (page: Page, bytes: Buffer, name: string) => Promise<string>;
  values: (page: Page) => Promise<Record<string, string>>;
  notice: (page: Page) => Promise<string | undefined>;
  /** As if the other person, Anna, were in this field; '' for none. */
  lock: (page: Page, field: string) => Promise<void>;
  /** Makes an agreed file of a document and proves it here. `change`: values that the proof sees and the file does not have. */
  agree: (
    page: Page,
    bytes: Buffer,
    fields: Record<string, string>,
    change?: Record<string, string>,
  ) => Promise<BenchAgreement>;
  dispose: () => Promise<void>;
};

export async function startDocumentBench(): Promise<DocumentBench> {
  // Below the repository, so that packages are found from here.
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const folder = mkdtempSync(join(root, 'test-results', 'documentBench-'));
  for (const [file, text] of [
    ['index.html', PAGE],
    ['main.ts', MAIN],
    ['Bench.svelte', BENCH],
  ] as const)
    writeFileSync(join(folder, file), text);
  await build({
    root: folder,
    configFile: false,
    base: '/',
    logLevel: 'error',
    plugins: [svelte({ configFile: join(root, 'svelte.config.js') }), pdfAssets()],
    worker: pageWorkers,
    build: { outDir: join(folder, 'web/customer'), target: TARGET, reportCompressedSize: false, ...pageAssets },
  });
  const server = await startServer({ VISAVIS_WEB_DIR: join(folder, 'web') });
  return {
    server,
    show: (page, bytes, name) =>
      page.evaluate(([text, called]) => (window as unknown as BenchWindow).bench.show(text, called), [
        bytes.toString('base64'),
        name,
      ] as const),
    values: (page) => page.evaluate(() => (window as unknown as BenchWindow).bench.values()),
    notice: (page) => page.evaluate(() => (window as unknown as BenchWindow).bench.notice()),
    lock: (page, field) => page.evaluate((name) => (window as unknown as BenchWindow).bench.lock(name), field),
    agree: (page, bytes, fields, change = {}) =>
      page.evaluate(([text, given, changed]) => (window as unknown as BenchWindow).bench.agree(text, given, changed), [
        bytes.toString('base64'),
        fields,
        change,
      ] as const),
    dispose: async () => {
      await server.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
