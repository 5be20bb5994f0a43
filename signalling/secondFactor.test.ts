// Who has an agent's password and wants in all the same: at the real server, over real sockets and over a crash.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Params, RequestName, RequestResult } from './protocol/index.ts';
import { createManualClock } from './adapters/clock/manualClock.ts';
import { createMemoryThrottle, DEFAULT_THROTTLE } from './adapters/throttle/memoryThrottle.ts';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { createRecordingLog } from './testing/recordingLog.ts';
import { Client, startTestServer } from './testing/serverBench.ts';

type Name = 'agent' | 'agent2' | 'supervisor';
const STEP_MS = 30_000;

/** One for all: each has an account of its own. */
let server: ChildServer;
beforeAll(async () => {
  server = await startChildServer();
}, 30_000);
afterAll(() => server.dispose());

const codeAt = (secret: string, timestamp: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
/** Good already, and still when the present step is over meanwhile; the present one was used to set it up. */
const nextCode = (secret: string, nowMs = Date.now()): string => codeAt(secret, nowMs + STEP_MS);
type Where = Pick<ChildServer, 'port' | 'origin'>;
const at = async (localAddress: string, to: Where = server): Promise<Client> =>
  new Client(to, { localAddress }).says('agent');
const codeOrOk = ({ ok, ...rest }: Awaited<ReturnType<Client['asks']>>): string =>
  ok || !('problem' in rest) ? 'ok' : rest.problem.code;

/** With time for a password to be looked at on a machine that has other things to do. */
async function does<N extends RequestName>(client: Client, name: N, params: Params<N>): Promise<RequestResult<N>> {
  const reply = await client.asks(name, params, 60_000);
  if (reply.ok) return reply.result as RequestResult<N>;
  throw new Error(`${name} got ${reply.problem.code}`);
}
async function setUp(userName: Name, to: Where = server, nowMs?: number) {
  const owner = await at('127.0.2.1', to);
  await does(owner, 'agent.signIn', { userName, password: 'demo' });
  const { secret } = await does(owner, 'account.beginSecondFactor', { password: 'demo' });
  const code = codeAt(secret, nowMs ?? Date.now());
  const { recoveryCodes } = await does(owner, 'account.confirmSecondFactor', { code });
  return { owner, secret, recoveryCodes };
}
async function entering(userName: Name, address: string, to: Where = server): Promise<Client> {
  const client = await at(address, to);
  await does(client, 'agent.beginSignIn', { userName, password: 'demo' });
  return client;
}

it(
  '[FACTOR-1][FACTOR-3] one code lets one in: of two at once, again, and after a crash',
  { timeout: 120_000 },
  async () => {
    const { secret, recoveryCodes } = await setUp('agent');
    const code = nextCode(secret);
    const race = async (params: { code: string }): Promise<string[]> => {
      const both = [await entering('agent', '127.0.2.2'), await entering('agent', '127.0.2.3')];
      const answers = await Promise.all(
        both.map(async (one) => codeOrOk(await one.asks('agent.completeSignIn', params))),
      );
      return answers.sort();
    };
    expect(await race({ code })).toEqual(['ok', 'wrongCode']);
    const recovery = { code: recoveryCodes[0] ?? '' };
    expect(await race(recovery)).toEqual(['ok', 'wrongCode']);
    await server.kill();
    await server.restart();
    const thief = await entering('agent', '127.0.2.4');
    expect(codeOrOk(await thief.asks('agent.completeSignIn', { code }))).toBe('wrongCode');
    expect(codeOrOk(await thief.asks('agent.completeSignIn', recovery))).toBe('wrongCode');
    expect(codeOrOk(await thief.asks('agent.completeSignIn', { code: recoveryCodes[1] ?? '' }))).toBe('ok');
    expect(server.complaints).toEqual([]);
  },
);

it('[FACTOR-2] guesses from many addresses run into a pause; the owner signs in where they have been', async () => {
  // The pause is ten seconds, which a slow machine needs for three guesses: here no time passes.
  const clock = createManualClock();
  const log = createRecordingLog();
  const to = await startTestServer({ clock, log, throttle: createMemoryThrottle(DEFAULT_THROTTLE, clock.nowMs) });
  try {
    const { secret } = await setUp('agent2', to, clock.nowMs());
    const right = [-1, 0, 1].map((steps) => codeAt(secret, clock.nowMs() + steps * STEP_MS));
    const wrong = ['000000', '111111', '222222', '333333'].find((code) => !right.includes(code)) ?? '';
    const thieves: Client[] = [];
    for (let guess = 0; guess < 8; guess += 1) thieves.push(await entering('agent2', `127.0.6.${guess + 1}`, to));
    const answers: string[] = [];
    for (const thief of thieves) answers.push(codeOrOk(await thief.asks('agent.completeSignIn', { code: wrong })));
    expect(answers).toEqual([...Array<string>(5).fill('wrongCode'), ...Array<string>(3).fill('tooManyAttempts')]);
    const there = await entering('agent2', '127.0.2.1', to);
    const code = nextCode(secret, clock.nowMs());
    expect(codeOrOk(await there.asks('agent.completeSignIn', { code }))).toBe('ok');
    expect((await there.does('agent.failedSignIns', {})).count).toBe(5);
    expect(log.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  } finally {
    await to.kill();
  }
});

it(
  '[FACTOR-5] the operator turns it off in another process: the connection is closed, and the owner is told',
  { timeout: 120_000 },
  async () => {
    const { owner } = await setUp('supervisor');
    const env = { ...process.env, VISAVIS_DATA_DIR: server.dataDir };
    const command = [join(import.meta.dirname, 'agents.ts'), 'second-factor', 'supervisor', 'off'];
    const [exitCode] = (await once(spawn(process.execPath, command, { env }), 'exit')) as [number | null];
    expect(exitCode).toBe(0);
    expect(await owner.closed()).toEqual({ code: 4403, reason: 'sessionEnded' });
    const back = await at('127.0.2.1');
    expect(await does(back, 'agent.beginSignIn', { userName: 'supervisor', password: 'demo' })).toMatchObject({
      next: 'signedIn',
    });
    expect((await back.does('account.factorReset', {})).atMs).toBeGreaterThan(0);
    expect(server.complaints).toEqual([]);
  },
);
