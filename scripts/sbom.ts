// `npm run sbom`: writes what the app is made of to dist/visavis.cdx.json, by npm's own bill of materials.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './bootstrap/progress.mjs';
import { ensureElectronRuntime } from './setup/electronRuntime.ts';
import { shippedBom } from './supplyChain/sbom.ts';

const FILE = join('dist', 'visavis.cdx.json');
const PARAMETERS = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];

export async function main(): Promise<void> {
  const { version } = await ensureElectronRuntime();
  writeSbom(version);
  console.log(`✓ ${FILE}`);
}

/** `electron`: the version that is packed. */
export function writeSbom(electron: string): void {
  const { status, stdout, stderr } = spawnSync('npm', PARAMETERS, {
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Failure('npm could not write the bill of materials.', stderr);
  const { name } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string };
  const text = `${JSON.stringify(shippedBom(JSON.parse(stdout), { name, electron }), null, 2)}\n`;
  try {
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, text);
  } catch (cause) {
    throw new Failure(
      `${FILE} cannot be written. The folder dist must be one that this user may write to.`,
      String(cause),
    );
  }
}
