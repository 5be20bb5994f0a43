// An agent's account changes in another process while the server runs: the real server, the real command, one store file.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { Client } from './testing/serverBench.ts';

let server: ChildServer;
beforeEach(async () => {
  server = await startChildServer();
}, 30_000);
afterEach(() => server.dispose());

/** `npm run agents -- …` on the server's store. */
async function agentsCommand(parameters: readonly string[], password = ''): Promise<void> {
  const env = { ...process.env, VISAVIS_DATA_DIR: server.dataDir };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'agents.ts'), ...parameters], { env });
  child.stdin.end(password);
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
}

it.each([
  [['password', 'agent', '--password-stdin'], 'accountChanged'],
  [['remove', 'agent'], 'accountChanged'],
  [['role', 'agent', 'supervisor'], 'signedOut'],
  [['sign-out', 'agent'], 'signedOut'],
])(
  '[SESSION-2][SESSION-3][SESSION-6] after %j the open connection is closed within a second',
  async (parameters, reason) => {
    const alex = await new Client(server).says('agent');
    const { sessionToken } = await alex.does('agent.signIn', { userName: 'agent', password: 'demo' });
    let closedAtMs = Infinity;
    alex.socket.once('close', () => (closedAtMs = performance.now()));
    await agentsCommand(parameters, 'another long one');
    const endedAtMs = performance.now();
    expect(await alex.closed()).toEqual({ code: 4403, reason: 'sessionEnded' });
    expect(closedAtMs - endedAtMs).toBeLessThan(1000);
    expect(alex.frames.at(-1)).toEqual({ kind: 'notice', name: 'session.ended', payload: { reason } });
    const back = await new Client(server).says('agent');
    expect(await back.asks('agent.resume', { sessionToken })).toMatchObject({ problem: { code: 'sessionExpired' } });
    back.socket.close();
    expect(server.complaints).toEqual([]);
  },
);
