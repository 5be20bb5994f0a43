// Every program that the scripts start, and its end: nothing outlives the script. Plain JavaScript without packages.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

const GRACE_MS = 8000;
const LOOK_AT_PARENT_EVERY_MS = 500;
const STOP_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
const hasGroups = process.platform !== 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let ending = false;

/**
 * Whether this process was told to end; the end of a child is then nothing to report.
 * @returns {boolean}
 */
export function isEnding() {
  return ending;
}

/**
 * Starts a program in a process group of its own, so that its end is ours to order and takes its own children along.
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {import('node:child_process').ChildProcess}
 */
export function startChild(program, parameters, options) {
  const child = spawn(program, parameters, { ...options, detached: hasGroups });
  running.add(child);
  child.once('exit', () => {
    // What the program itself left behind goes with it.
    signalGroup(child, 'SIGTERM');
  });
  child.once('close', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * Asks a child and its group to end, and makes sure after a while. Resolves when it has ended.
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} [graceMs]
 * @returns {Promise<void>}
 */
export function endChild(child, graceMs = GRACE_MS) {
  if (!running.has(child)) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
    // Not `exit`: what the child said last is still on its way then.
    child.once('close', () => {
      clearTimeout(force);
      resolve();
    });
    signalGroup(child, 'SIGTERM');
  });
}

/**
 * From now on Ctrl-C, SIGTERM, SIGHUP and the death of the parent process end all children first and then this process.
 * @param {number} [graceMs] for children that have children of their own, longer than the usual
 */
export function endWithChildren(graceMs = GRACE_MS) {
  const end = (/** @type {NodeJS.Signals} */ signal) => {
    // A terminal sends Ctrl-C to npm and to us, and npm passes its own on: the second one is no news.
    if (ending) return;
    ending = true;
    const ended = Promise.all([...running].map((child) => endChild(child, graceMs)));
    void ended.then(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of STOP_SIGNALS) process.on(signal, end);
  whenParentDies(() => end('SIGHUP'));
}

/**
 * Killed without a chance to pass it on, npm leaves its children to the system; the shell between npm and us does not even notice.
 * @param {() => void} act
 */
function whenParentDies(act) {
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    act();
  }, LOOK_AT_PARENT_EVERY_MS);
  timer.unref();
}

/** Who started us: the parent process and, where that is npm's shell, its parent. */
function ancestors() {
  const parent = process.ppid;
  if (process.platform !== 'linux' || process.env['npm_lifecycle_event'] === undefined) return String(parent);
  try {
    const [, name, grandparent] = /^\d+ \((.*)\) \S+ (\d+)/.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    return name === 'sh' ? `${parent} ${grandparent}` : String(parent);
  } catch {
    return 'gone';
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  if (!hasGroups) {
    if (child.exitCode === null) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is empty already.
  }
}
