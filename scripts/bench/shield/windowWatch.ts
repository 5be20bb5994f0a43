// When windows appear on a desktop, to the millisecond: xprop tells of each one the window manager takes on. Knows no program.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Desktop } from '../../../tests/support/desktop.ts';
import { waitFor } from '../measure/progress.ts';

export type WindowWatch = {
  /** When the first window after `afterMs` came, both in epoch milliseconds; undefined when none came within `limitMs`. */
  readonly next: (afterMs: number, limitMs: number) => Promise<number | undefined>;
  readonly close: () => Promise<void>;
};

const LOOK_EVERY_MS = 5;

export function watchWindows(desktop: Desktop): WindowWatch {
  const cameAtMs: number[] = [];
  let known = new Set<string>();
  const program = spawn('xprop', ['-root', '-spy', '_NET_CLIENT_LIST'], {
    env: { ...process.env, ...desktop.env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  createInterface({ input: program.stdout }).on('line', (line) => {
    const atMs = Date.now();
    const listed = new Set(line.match(/0x[0-9a-f]+/g) ?? []);
    if ([...listed].some((id) => !known.has(id))) cameAtMs.push(atMs);
    known = listed;
  });
  return {
    next: (afterMs, limitMs) =>
      waitFor('a window', limitMs, () => cameAtMs.find((atMs) => atMs >= afterMs), LOOK_EVERY_MS).catch(
        () => undefined,
      ),
    close: async () => {
      if (program.exitCode !== null || program.signalCode !== null) return;
      const exited = once(program, 'exit');
      program.kill('SIGTERM');
      await exited;
    },
  };
}
