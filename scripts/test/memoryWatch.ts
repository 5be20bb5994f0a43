// How much memory this process and what it started take at most, without browsers and mail programs. Linux only.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

export interface MemoryWatch {
  /** Ends the watch and gives the moment at which most was seen; undefined where it cannot be seen. */
  readonly end: () => MemoryMoment | undefined;
}

export interface MemoryMoment {
  readonly bytes: number;
  /** The largest programs of it, by their scripts. */
  readonly largest: readonly { readonly script: string; readonly bytes: number }[];
}

interface ProcessSeen {
  readonly parent: number;
  readonly name: string;
  readonly bytes: number;
}

const LOOK_EVERY_MS = 2000;
/** The tested programs themselves, and what they start. */
const TESTED = /^(chrom|electron|thunderbird|Xvfb|openbox|firefox)/;

export function watchMemory(): MemoryWatch {
  if (process.platform !== 'linux') return { end: () => undefined };
  let most: MemoryMoment = { bytes: 0, largest: [] };
  const look = (): void => {
    const processes = readProcesses();
    const bytes = ownBytes(processes, process.pid);
    if (bytes > most.bytes) most = { bytes, largest: largestBelow(processes, process.pid) };
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    end: () => {
      clearInterval(timer);
      look();
      return most;
    },
  };
}

/** Memory that belongs to `root` and its descendants alone; what is shared, such as the program itself, is not counted. */
export function ownBytes(processes: ReadonlyMap<number, ProcessSeen>, root: number): number {
  return ownBelow(processes, root).reduce((total, pid) => total + (processes.get(pid)?.bytes ?? 0), 0);
}

/** `root` and its descendants, without the tested programs and theirs. */
function ownBelow(processes: ReadonlyMap<number, ProcessSeen>, root: number): readonly number[] {
  const children = Map.groupBy(processes, ([, { parent }]) => parent);
  const below = (pid: number): number[] =>
    TESTED.test(processes.get(pid)?.name ?? '')
      ? []
      : [pid, ...(children.get(pid) ?? []).flatMap(([child]) => below(child))];
  return below(root);
}

const LARGEST = 4;

function largestBelow(processes: ReadonlyMap<number, ProcessSeen>, root: number): MemoryMoment['largest'] {
  return ownBelow(processes, root)
    .map((pid) => ({ pid, bytes: processes.get(pid)?.bytes ?? 0 }))
    .toSorted((one, other) => other.bytes - one.bytes)
    .slice(0, LARGEST)
    .map(({ pid, bytes }) => ({ script: scriptOf(pid), bytes }));
}

/** Its package where it is one, else the file's name. */
function scriptOf(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(1);
    const path = words.find((word) => word.includes('/') && !word.startsWith('-')) ?? '';
    return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? basename(path);
  } catch {
    return 'one that ended';
  }
}

function readProcesses(): ReadonlyMap<number, ProcessSeen> {
  const seen = new Map<number, ProcessSeen>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    try {
      const status = readFileSync(`/proc/${entry}/status`, 'utf8');
      const field = (name: string): string => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1] ?? '';
      // Not the name that a program gives itself: browsers and Node change it.
      const name = basename(readlinkSync(`/proc/${entry}/exe`));
      seen.set(pid, { parent: Number(field('PPid')), name, bytes: Number(field('RssAnon')) * 1024 });
    } catch {
      // It ended meanwhile.
    }
  }
  return seen;
}
