// A desktop of its own for tests of windows and focus: an X server nobody looks at, and a window manager. Knows no app.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { DEADLINE_MS } from './deadline.ts';

export interface Desktop {
  /** What a program needs in its environment to appear here. */
  readonly env: { readonly DISPLAY: string };
  /** Runs xdotool and returns what it prints. */
  readonly xdotool: (...parameters: string[]) => string;
  readonly close: () => Promise<void>;
}

const SCREEN = '1600x1000x24';
const STEP_MS = 50;

/** Starts Xvfb on a free display, then openbox, and waits until both answer. */
export async function startDesktop(): Promise<Desktop> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = `:${await firstLine(server)}`;
  const env = { DISPLAY: display };
  const manager = spawn('openbox', ['--sm-disable'], { env: { ...process.env, ...env }, stdio: 'ignore' });
  const xdotool = (...parameters: string[]): string =>
    execFileSync('xdotool', parameters, { env: { ...process.env, ...env }, encoding: 'utf8', stdio: 'pipe' }).trim();
  await until('openbox manages the desktop', () => xdotool('get_num_desktops') !== '');
  return {
    env,
    xdotool,
    close: async () => {
      await end(manager);
      await end(server);
    },
  };
}

/** Waits until `holds` returns true; what it throws counts as not yet. `what` as a function is asked when it was in vain. */
export async function until(what: string | (() => string), holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = Date.now() + DEADLINE_MS;
  let lastError: unknown;
  while (Date.now() < deadlineMs) {
    try {
      if (await holds()) return;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  throw new Error(`Waited ${DEADLINE_MS} ms in vain until ${typeof what === 'string' ? what : what()}.`, {
    cause: lastError,
  });
}

async function firstLine(server: ChildProcess): Promise<string> {
  const pipe = server.stdio[3];
  if (!pipe || !('setEncoding' in pipe)) throw new Error('Xvfb has no display pipe.');
  pipe.setEncoding('utf8');
  const [text] = (await Promise.race([
    once(pipe, 'data'),
    once(server, 'exit').then(() => Promise.reject(new Error('Xvfb ended at once.'))),
  ])) as [string];
  return text.trim();
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
