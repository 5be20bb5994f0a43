// Builds a page that only journeys use, as the product's pages are built, and serves it under the server's own policy. Knows
// no page in particular.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { build } from 'vite';
import { faceAssets } from '../../scripts/build/faceAssets.ts';
import { bundledModules, pageAssets, pageWorkers } from '../../scripts/build/viteOptions.ts';
import { securityHeaders } from '../../signalling/adapters/http/securityHeaders.ts';

export interface BuiltPage {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** @param folder the page's own, relative to the repository; `readsFaces`: with the models beside it */
export async function buildAndServe(
  folder: string,
  { readsFaces = false }: { readsFaces?: boolean } = {},
): Promise<BuiltPage> {
  const out = mkdtempSync(join(tmpdir(), 'visavis-page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(folder),
    base: './',
    plugins: [svelte({ configFile: resolve('svelte.config.js') }), ...(readsFaces ? [faceAssets()] : [])],
    worker: pageWorkers,
    resolve: { alias: bundledModules },
    build: { outDir: out, emptyOutDir: true, target: 'chrome130', reportCompressedSize: false, ...pageAssets },
  });
  let origin = '';
  const headersOf = (file: string): Readonly<Record<string, string>> =>
    securityHeaders([origin], { runsWasm: readsFaces, isScript: extname(file) === '.js' });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    const file = join(out, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (content) =>
        response.writeHead(200, { ...headersOf(file), 'content-type': TYPES[extname(file)] ?? '' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(out, { recursive: true, force: true });
    },
  };
}
