// Memory of a program and everything it started, from /proc. Linux only.
import { readdirSync, readFileSync } from 'node:fs';

export type TreeMemory = {
  readonly processes: number;
  /** Proportional set size: memory shared by several processes is counted once. */
  readonly pssBytes: number;
  /** What belongs to one process alone. */
  readonly privateBytes: number;
};

export function memoryOfTree(rootPid: number): TreeMemory {
  let pssBytes = 0;
  let privateBytes = 0;
  let processes = 0;
  for (const pid of pidsOf(rootPid)) {
    const rollup = readIfThere(`/proc/${pid}/smaps_rollup`);
    if (rollup === '') continue;
    processes += 1;
    pssBytes += kilobytes(rollup, 'Pss') * 1024;
    privateBytes += (kilobytes(rollup, 'Private_Clean') + kilobytes(rollup, 'Private_Dirty')) * 1024;
  }
  return { processes, pssBytes, privateBytes };
}

function pidsOf(rootPid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(/^\d+$/.test(name) ? readIfThere(`/proc/${name}/stat`) : '')?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const tree = [rootPid];
  for (const pid of tree) for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  return tree;
}

function kilobytes(rollup: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1] ?? 0);
}

/** Processes come and go while they are read. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
