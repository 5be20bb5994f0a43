// Puts a program to sleep as a closed laptop does: every process of it stands still, its sockets stay open. Linux only.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A program and all its descendants. */
function treeOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      // Fields after the command's closing bracket: state, parent, …; proc(5).
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const tree = [root];
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree;
}

export function fallAsleep(pid: number): { wakeUp: () => void } {
  const tree = treeOf(pid).map(String);
  execFileSync('kill', ['-STOP', ...tree]);
  return { wakeUp: () => execFileSync('kill', ['-CONT', ...tree]) };
}
