// `npm run dist`: packs the app for this platform with electron-builder. Where only the stand-in Electron can be had, the
// result is a folder for trying the packing, and says so loudly.
import { step } from './bootstrap/progress.mjs';
import { runQuietly } from './bootstrap/runQuietly.mjs';
import { writeSbom } from './sbom.ts';
import { buildEverything } from './build/buildWhatChanged.ts';
import { ensureElectronRuntime, type ElectronRuntime } from './setup/electronRuntime.ts';
import { packageProgram } from './setup/packageProgram.ts';

export async function main(): Promise<void> {
  const runtime = await ensureElectronRuntime();
  await buildEverything();
  if (runtime.isFallback) warnLoudly(runtime);
  await step('Packing the app into dist/', () =>
    runQuietly(
      process.execPath,
      [
        ...[packageProgram('electron-builder'), '--config', 'electron.builder.yml', '--publish', 'never'],
        ...(runtime.isFallback ? standInParameters(runtime) : []),
        ...process.argv.slice(3),
      ],
      { onFailure: 'electron-builder could not pack the app. What it said last is below.' },
    ),
  );
  writeSbom(runtime.version);
  if (runtime.isFallback) warnLoudly(runtime);
}

/** A folder only: the tools that make packages of it are downloads as well. */
function standInParameters({ version, folder }: ElectronRuntime): string[] {
  return ['--dir', `--config.electronVersion=${version}`, `--config.electronDist=${folder}`];
}

function warnLoudly({ version }: ElectronRuntime): void {
  const line = '!'.repeat(100);
  console.error(`${line}
NOT FOR RELEASE. This network does not reach Electron's downloads, so the app is packed with the old stand-in
Electron ${version}, which gets no security fixes. Use it to try the packing, and give it to nobody.
${line}`);
}
