// Real processes: a script that starts a child, which starts a grandchild, and every way the script can be ended.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';

const CHILDREN = new URL('children.mjs', import.meta.url).href;
const SLEEPER = 'setInterval(() => undefined, 1000);';
/** Says its own process id and that of a child of its own, then waits. */
const CHILD = `
  const { spawn } = require('node:child_process');
  const grandchild = spawn(process.execPath, ['-e', ${JSON.stringify(SLEEPER)}]);
  console.log(process.pid + ' ' + grandchild.pid);
  ${SLEEPER}`;
const SCRIPT = `
  import { endWithChildren, startChild } from ${JSON.stringify(CHILDREN)};
  endWithChildren();
  startChild(process.execPath, ['-e', ${JSON.stringify(CHILD)}], { stdio: 'inherit' });
  ${SLEEPER}`;
/** What npm and its shell are to a script: a parent that only waits. */
const PARENT = `
  const { spawn } = require('node:child_process');
  spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(SCRIPT)}], { stdio: 'inherit' });
  ${SLEEPER}`;

const DEADLINE_MS = 8000;
const started: ChildProcess[] = [];
afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));

describe('endWithChildren', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves nothing behind on %s', async (signal) => {
    const script = start(['--input-type=module', '-e', SCRIPT]);
    const family = await familyOf(script);
    script.kill(signal);
    await once(script, 'exit');
    await expect.poll(() => family.filter(isAlive), { timeout: DEADLINE_MS }).toEqual([]);
  });

  it('leaves nothing behind when its parent is killed', async () => {
    const parent = start(['-e', PARENT]);
    const family = await familyOf(parent);
    parent.kill('SIGKILL');
    await expect.poll(() => family.filter(isAlive), { timeout: DEADLINE_MS }).toEqual([]);
  });
});

function start(parameters: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return child;
}

/** Process ids of child and grandchild, as the child says them. */
async function familyOf(script: ChildProcess): Promise<number[]> {
  if (script.stdout === null) throw new Error('no output');
  const [line] = (await once(createInterface({ input: script.stdout }), 'line')) as [string];
  return line.split(' ').map(Number);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
