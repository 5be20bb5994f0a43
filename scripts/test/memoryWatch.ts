// How much memory this process and what it started take at most, without browsers and mail programs. Linux only.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

export interface MemoryWatch {
  /** Ends the watch and gives the most that was seen; undefined where it cannot be seen. */
  readonly end: () => number | undefined;
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
  let mostBytes = 0;
  const look = (): void => {
    mostBytes = Math.max(mostBytes, ownBytes(readProcesses(), process.pid));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    end: () => {
      clearInterval(timer);
      look();
      return mostBytes;
    },
  };
}

/** Memory that belongs to `root` and its descendants alone; what is shared, such as the program itself, is not counted. */
export function ownBytes(processes: ReadonlyMap<number, ProcessSeen>, root: number): number {
  const children = Map.groupBy(processes, ([, { parent }]) => parent);
  const sumBelow = (pid: number): number => {
    const { name = '', bytes = 0 } = processes.get(pid) ?? {};
    if (TESTED.test(name)) return 0;
    return (children.get(pid) ?? []).reduce((total, [child]) => total + sumBelow(child), bytes);
  };
  return sumBelow(root);
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
