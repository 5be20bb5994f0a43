// The organisation's policy as one capability of the shell: its place on this system, read with what this system has.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { Log } from '../log/createLog.ts';
import { createStateFile } from '../stateFile/createStateFile.ts';
import { readPolicyTexts } from './policyPlaces.ts';
import { watchPolicy, type WatchedPolicy } from './watchPolicy.ts';

export type PolicyOptions = {
  readonly userDataFolder: string;
  /** In place of the machine's. MUST be undefined in an installed app: a person would decide then. */
  readonly machineFile: string | undefined;
  readonly log: Log;
};

/** A file is looked at as cheaply as a clock; where a program has to be started for it, seldom. */
const LOOK_MS = { linux: 5_000, others: 5 * 60_000 };
const RUN_LIMIT_MS = 10_000;

export function setupPolicy({ userDataFolder, machineFile, log }: PolicyOptions): WatchedPolicy {
  const { platform } = process;
  const access = { platform, userName: userInfo().username, readFile, run, machineFile };
  const memory = createStateFile({
    file: path.join(userDataFolder, 'policyLastGood.json'),
    pauseMs: 0,
    onFailure: () => log.warn('policy not remembered'),
  });
  const policy = watchPolicy({ read: () => readPolicyTexts(access), memory, log });
  setInterval(policy.look, platform === 'linux' ? LOOK_MS.linux : LOOK_MS.others).unref();
  return policy;
}

function readFile(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

function run(program: string, parameters: readonly string[]): string | undefined {
  try {
    return execFileSync(program, parameters, {
      encoding: 'utf8',
      timeout: RUN_LIMIT_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
  } catch {
    return undefined;
  }
}
