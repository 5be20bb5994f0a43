// The program that carries the media of rooms: mediasoup's worker. Its authors' build where it can be downloaded, else one made here from the
// sources in the npm package. Kept for all checkouts of this machine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../bootstrap/progress.mjs';
import { runQuietly } from '../bootstrap/runQuietly.mjs';
import { givingWay } from '../test/givingWay.ts';
import { findMediaWorker, mediaWorkerFile, PACKAGE, packageVersion, RECIPE } from './mediaWorkerFile.ts';
import { ensureSystemPackages, hasSystemPackages, WORKER_PACKAGES } from './systemPackages.ts';

const RELEASES = 'https://github.com/versatica/mediasoup/releases/download';
const PROBE_TIMEOUT_MS = 5000;
const DOWNLOAD_TIMEOUT_MS = 120_000;
/** What a worker ends with that was started by nobody who knows it: it runs. */
const STARTED_BY_NOBODY = 41;

export type WorkerSource = {
  /** Compilers are installed where they are missing. Else the program is built only where they are there. */
  readonly mayInstall?: boolean;
  /** Where releases are; the variable is mediasoup's own. */
  readonly releases?: string;
  /** Absent: built with this machine's compiler. */
  readonly build?: (program: string) => Promise<void>;
};

/** Takes minutes where it must be built. Gives way to everything else meanwhile. */
export async function ensureMediaWorker(source: WorkerSource = {}): Promise<string> {
  const found = findMediaWorker();
  if (found !== undefined) return found;
  const program = mediaWorkerFile();
  await mkdir(dirname(program), { recursive: true });
  const releases = source.releases ?? process.env['MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL'] ?? RELEASES;
  if (await download(releases, program)) return program;
  await (source.build ?? ((file: string) => build(file, source.mayInstall ?? false)))(program);
  if (!runs(program)) {
    await rm(program, { force: true });
    throw new Failure(
      'The media worker was built but does not start. Calls of two go on without it; rooms cannot be had.',
    );
  }
  return program;
}

async function build(program: string, mayInstall: boolean): Promise<void> {
  if (!existsSync('/etc/debian_version')) {
    throw new Failure(
      'The media worker could not be downloaded from github.com, and is built on Debian and Ubuntu only. Name a program in VISAVIS_MEDIA_WORKER for rooms; calls of two need none.',
    );
  }
  if (mayInstall) await ensureSystemPackages(WORKER_PACKAGES);
  else if (!hasSystemPackages(WORKER_PACKAGES)) {
    throw new Failure('Rooms, for three people and more, need a program that is built once: npm run media-worker.');
  }
  const [shell, ...parameters] = givingWay(['bash', join(RECIPE, 'build.sh'), PACKAGE, program]);
  await runQuietly(shell, parameters, {
    onFailure: 'The media worker could not be built. Calls of two go on without it; rooms cannot be had.',
  });
}

/** False where its authors have none for this system, or are out of reach. */
async function download(releases: string, program: string): Promise<boolean> {
  const address = `${releases}/${packageVersion()}/mediasoup-worker-${packageVersion()}-${process.platform}-${process.arch}${kernel()}.tgz`;
  const work = await mkdtemp(`${program}.partial-`);
  try {
    await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    const response = await fetch(address, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
    if (!response.ok) return false;
    const archive = join(work, 'worker.tgz');
    await writeFile(archive, new Uint8Array(await response.arrayBuffer()));
    await runQuietly('tar', ['--extract', '--gzip', '--file', archive, '--directory', work, 'mediasoup-worker']);
    const taken = join(work, 'mediasoup-worker');
    await chmod(taken, 0o755);
    if (!runs(taken)) return false;
    await rename(taken, program);
    return true;
  } catch {
    return false;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** As mediasoup names its builds for Linux. */
function kernel(): string {
  if (process.platform !== 'linux') return '';
  return `-kernel${spawnSync('uname', ['--kernel-release'], { encoding: 'utf8' }).stdout.split('.')[0] ?? ''}`;
}

function runs(program: string): boolean {
  return spawnSync(program, [], { env: {}, stdio: 'ignore' }).status === STARTED_BY_NOBODY;
}
