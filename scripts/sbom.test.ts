// The bill of materials as a file, where a release looks for it.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { main as pack } from './dist.ts';
import { main as sbom } from './sbom.ts';

const { RUNTIME } = vi.hoisted(() => ({ RUNTIME: { version: '45.1.0', folder: '/nowhere', isFallback: false } }));
vi.mock('./setup/electronRuntime.ts', () => ({ ensureElectronRuntime: () => Promise.resolve(RUNTIME) }));
vi.mock('./build/buildWhatChanged.ts', () => ({ buildEverything: () => Promise.resolve() }));
vi.mock('./bootstrap/runQuietly.mjs', () => ({ runQuietly: () => Promise.resolve() }));

vi.mock('./setup/packageProgram.ts', () => ({ packageProgram: (name: string) => name }));

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
