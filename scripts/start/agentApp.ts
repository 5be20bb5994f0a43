// Opens the agent app in Electron beside the demo server, and keeps what Electron says out of the way in a file.
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../bootstrap/children.mjs';
import type { ElectronRuntime } from '../setup/electronRuntime.ts';

export interface AgentApp {
  readonly child: ChildProcess;
  readonly logFile: string;
}

/** Starts the app; it has its own profile, so that it never meets an installed Visavis. */
export function startAgentApp(runtime: ElectronRuntime, serverUrl: string, dataFolder: string): AgentApp {
  mkdirSync(dataFolder, { recursive: true });
  const logFile = join(dataFolder, 'app.log');
  const log = openSync(logFile, 'w');
  const child = startChild(runtime.program, electronParameters(join(dataFolder, 'app')), {
    stdio: ['ignore', log, log],
    env: { ...process.env, VISAVIS_SERVER_URL: serverUrl },
  });
  closeSync(log);
  return { child, logFile };
}

/** Chromium refuses to run as root with its sandbox; it is left on for everybody else. */
export function electronParameters(profileFolder: string): string[] {
  const isRoot = process.getuid?.() === 0;
  return [...(isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${profileFolder}`, process.cwd()];
}
