// Starts a Node program with the probe inside, waits for its port and reads what it holds. Knows neither server.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ProbeQuestion, Reading } from './probe.ts';
import { within } from './progress.ts';

export type ProbedProcess = {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly port: number;
  /** `memory` collects garbage first. */
  read(what: ProbeQuestion['probe']): Promise<Reading>;
  stop(): Promise<void>;
};

const START_MS = 20_000;
const ANSWER_MS = 30_000;
const END_MS = 10_000;
const PROBE = new URL('probe.ts', import.meta.url).href;

/** The program must print a JSON line with `port`, as ours does when it listens. */
export async function startProbed(program: string, env: Readonly<Record<string, string>> = {}): Promise<ProbedProcess> {
  const child = fork(program, [], {
    execArgv: ['--expose-gc', '--import', PROBE],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const stop = (): Promise<void> => end(child);
  try {
    const port = await within(START_MS, `the start of ${program}`, portOf(child));
    return { child, port, origin: `http://127.0.0.1:${port}`, read: (what) => readProbe(child, what), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error('no output to read the port from');
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const port = /"port":(\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.resume();
    return Number(port);
  }
  throw new Error('it ended before it listened');
}

async function readProbe(child: ChildProcess, probe: ProbeQuestion['probe']): Promise<Reading> {
  child.send({ probe } satisfies ProbeQuestion);
  const [answer] = (await within(ANSWER_MS, 'a reading', once(child, 'message'))) as [{ reading: Reading }];
  return answer.reading;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const force = setTimeout(() => child.kill('SIGKILL'), END_MS);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(force);
}
