// Starts the built desktop app in a real Electron, each with a profile of its own. Knows how to start it, not what it shows.
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureElectronRuntime } from '../../scripts/setup/electronRuntime.ts';
import { electronParameters } from '../../scripts/start/agentApp.ts';
import { until, type Desktop } from './desktop.ts';

export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** Ends the app as its person would with Quit: the exit code once its process is gone, null when a signal ended it. */
  readonly quit: () => Promise<number | null>;
}

export interface StartOptions {
  readonly desktop: Pick<Desktop, 'env'>;
  readonly profile: string;
  /** More of the command line: links, switches. */
  readonly parameters?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Its window is not waited for. */
  readonly beginsOutOfSight?: boolean;
}

/** An empty folder for one app's data. */
export function makeProfile(): string {
  return mkdtempSync(join(tmpdir(), 'visavis-profile-'));
}

export function removeProfile(profile: string): void {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** Starts the app with made-up devices and waits until its window is there and its page has loaded. */
export async function startApp(options: StartOptions): Promise<RunningApp> {
  const electron = await _electron.launch({
    executablePath: (await ensureElectronRuntime()).program,
    args: parametersOf(options),
    env: environmentOf(options),
  });
  const page = await electron.firstWindow();
  await page.waitForLoadState('load');
  // Asked now: Playwright forgets the process when it has ended.
  const process = electron.process();
  const app = { electron, page, quit: () => quit(electron, process) };
  if (options.beginsOutOfSight !== true) await until('the window is shown', () => isVisible(app));
  return app;
}

async function quit(electron: ElectronApplication, process: ChildProcess): Promise<number | null> {
  if (process.exitCode === null && process.signalCode === null) {
    const gone = once(process, 'exit');
    // It may be gone before it can answer: its end is what counts.
    await electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
    await gone;
  }
  return process.exitCode;
}

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Size and place of the window as the shell sees them. */
export function boundsOf({ electron }: RunningApp): Promise<Bounds> {
  return electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('no window');
    return window.getBounds();
  });
}

export function isFocused({ electron }: RunningApp): Promise<boolean> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused() === true);
}

export function isVisible({ electron }: RunningApp): Promise<boolean> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true);
}

/** What the shell has written to its log. */
export function logOf(profile: string): string {
  return readFileSync(join(profile, 'logs', 'main.log'), 'utf8');
}

export interface EndedStart {
  readonly code: number | null;
  readonly stderr: string;
}

/** Starts the app where it is expected to end by itself: a second start, or a refused one. */
export async function startToItsEnd(options: StartOptions): Promise<EndedStart> {
  const { program } = await ensureElectronRuntime();
  const child = spawn(program, parametersOf(options), {
    env: environmentOf(options),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}

function parametersOf({ profile, parameters = [] }: StartOptions): string[] {
  const devices = ['--use-fake-device-for-media-stream', '--disable-gpu', '--lang=en-GB'];
  return [...devices, ...electronParameters(profile), ...parameters];
}

/** Mail programs of this test only: the person's own app may be running beside a test. */
function environmentOf({ desktop, profile, env = {} }: StartOptions): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(inherited), ...desktop.env, VISAVIS_CTI_DIR: join(profile, 'cti'), ...env };
}
