// What a release leaves behind beside the app: the bill of materials as a file, and which Electron it was packed with.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { main as pack } from './dist.ts';
import { main as sbom } from './sbom.ts';

const { RUNTIME, ran } = vi.hoisted(() => ({
  RUNTIME: { version: '45.1.0', folder: '/nowhere', isFallback: false },
  ran: [] as (readonly string[])[],
}));
vi.mock('./setup/electronRuntime.ts', () => ({ ensureElectronRuntime: () => Promise.resolve(RUNTIME) }));
vi.mock('./build/buildWhatChanged.ts', () => ({ buildEverything: () => Promise.resolve() }));
vi.mock('./bootstrap/runQuietly.mjs', () => ({
  runQuietly: (_program: string, parameters: readonly string[]) => Promise.resolve(void ran.push(parameters)),
}));

vi.mock('./setup/packageProgram.ts', () => ({ packageProgram: (name: string) => name }));

/** Electron mends its three latest lines; to be moved on with each release of ours. */
const OLDEST_WITH_FIXES = 45;

const FILE = join('dist', 'visavis.cdx.json');
const root = process.cwd();
const folder = mkdtempSync(join(tmpdir(), 'visavis-sbom-'));

/** Beside the lock of this project, so that nothing is written into it. */
beforeAll(() => {
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(name, join(folder, name));
  process.chdir(folder);
});
beforeEach(() => rmSync('dist', { recursive: true, force: true }));
afterAll(() => {
  process.chdir(root);
  rmSync(folder, { recursive: true });
});

it.each([
  ['npm run sbom', sbom],
  ['npm run dist', pack],
])('[SUPPLY-2] %s writes CycloneDX into a file', async (_, write) => {
  await write();
  const bom = JSON.parse(readFileSync(FILE, 'utf8')) as { components: { name: string; version: string }[] };
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'visavis' } } });
  const versions = Object.fromEntries(bom.components.map(({ name, version }) => [name, version]));
  expect(versions).toMatchObject({ electron: RUNTIME.version, ws: expect.any(String) as string });
});

it('[SUPPLY-3] a release is packed with the pinned Electron, of a line that still gets its fixes', async () => {
  ran.length = 0;
  await pack();
  expect(ran.flat().filter((parameter) => /electron(Dist|Version)|--dir/.test(parameter))).toEqual([]);
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number.parseInt(devDependencies['electron'] ?? '', 10)).toBeGreaterThanOrEqual(OLDEST_WITH_FIXES);
});

it('[SUPPLY-3] with the stand-in of closed networks there is a folder only, and it is said before and after that it is for nobody', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  ran.length = 0;
  Object.assign(RUNTIME, { version: '33.2.1', isFallback: true });
  try {
    await pack();
    expect(ran).toEqual([expect.arrayContaining(['--dir', '--config.electronVersion=33.2.1'])]);
    expect(said.mock.calls.map(([words]) => /NOT FOR RELEASE[^]*33\.2\.1/.test(String(words)))).toEqual([true, true]);
  } finally {
    Object.assign(RUNTIME, { version: '45.1.0', isFallback: false });
    said.mockRestore();
  }
});
