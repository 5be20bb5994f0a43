// What a run of the tests leaves on the machine: files in a folder for temporary files of its own, folders a person would find
// afterwards, processes that carry its mark. A process holds its ports, so no process means no port. Linux only for processes.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunMarks {
  /** Where the runners leave their reports. */
  readonly reportFolder: string;
  /** What is there that was not before the run, a line an entry. */
  readonly leftBehind: () => string[];
  /** Temporary files that tests did not remove themselves: they go with the run's folder. */
  readonly forgotten: () => string[];
  /** Throws the run's folder away. */
  readonly remove: () => void;
}

/** Environment of everything the run starts. */
const MARK = 'VISAVIS_TEST_RUN';
/** Where things have no business to be after a test: names below a folder that begin so. */
const WATCHED = [
  ['.', '.visavis'],
  ['.visavis', ''],
  [homedir(), '.visavis'],
  [join(homedir(), '.config'), 'visavis'],
  ['/run/netns', 'vv-'],
] as const;

/** From here on this process and everything it starts has the mark and puts its temporary files into the run's folder. */
export function markRun(): RunMarks {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-test-'));
  // Mail servers have processes of another user, who has to get in.
  chmodSync(folder, 0o755);
  const reportFolder = join(folder, 'reports');
  mkdirSync(reportFolder);
  const cache = cacheFolder();
  process.env[MARK] = folder;
  process.env['TMPDIR'] = folder;
  // Both would be kept below the folder for temporary files, and would be lost with it.
  process.env['NODE_COMPILE_CACHE'] ??= join(cache, 'compiled');
  process.env['PWTEST_CACHE_DIR'] ??= join(cache, 'journeys');
  const before = new Set(watchedNames());
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Also where the run is interrupted.
  process.once('exit', remove);
  return {
    reportFolder,
    leftBehind: () => [
      ...watchedNames()
        .filter((name) => !before.has(name))
        .map((name) => `file ${name}`),
      ...markedProcesses(folder),
    ],
    forgotten: () => readdirSync(folder).filter((name) => name !== 'reports'),
    remove,
  };
}

function cacheFolder(): string {
  const chosen = process.env['XDG_CACHE_HOME'] ?? '';
  return join(chosen === '' ? join(homedir(), '.cache') : chosen, 'visavis', 'tests');
}

function watchedNames(): string[] {
  return WATCHED.flatMap(([folder, start]) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.toLowerCase().startsWith(start))
          .map((name) => join(folder, name))
      : [],
  );
}

/** Everything with the run's mark but this process itself. */
function markedProcesses(mark: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter(
      (name) => /^\d+$/.test(name) && Number(name) !== process.pid && environmentOf(name).includes(`${MARK}=${mark}\0`),
    )
    .map((name) => `process ${name}: ${commandOf(name)}`)
    .filter((line) => !line.endsWith(': '));
}

function environmentOf(pid: string): string {
  return readProc(pid, 'environ');
}

/** Empty for one that has ended and waits to be noticed. */
function commandOf(pid: string): string {
  return readProc(pid, 'cmdline').replaceAll('\0', ' ').slice(0, 200).trim();
}

function readProc(pid: string, name: string): string {
  try {
    return readFileSync(join('/proc', pid, name), 'utf8');
  } catch {
    return '';
  }
}
