// One stranger, or many, who want everybody else kept out: at the real server, from addresses of this machine.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startChildServer, type ChildServer } from './testing/childServer.ts';
import { beginSignInStorm } from './testing/hostile/signInStorm.ts';
import { Client, until } from './testing/serverBench.ts';

let server: ChildServer | undefined;
let webDir: string | undefined;
afterEach(async () => {
  await server?.dispose();
  if (webDir !== undefined) rmSync(webDir, { recursive: true });
  webDir = undefined;
});

function createPages(): string {
  webDir = mkdtempSync(join(tmpdir(), 'visavis-pages-'));
  mkdirSync(join(webDir, 'customer'));
  writeFileSync(join(webDir, 'customer', 'index.html'), '<!doctype html><title>customer</title>');
  return webDir;
}

it('[GUARD-1] answers pages, and signs an agent in, while a storm of sign-ins waits', { timeout: 90_000 }, async () => {
  server = await startChildServer({ VISAVIS_WEB_DIR: createPages() });
  const agent = await new Client(server, { localAddress: '127.0.2.1' }).says('agent');
  const right = { userName: 'agent', password: 'demo' };
  expect(await agent.asks('agent.signIn', right, 60_000)).toMatchObject({ ok: true });
  await agent.does('agent.signOut', {});
  const storm = await beginSignInStorm(server, 90);
  for (let count = 0; count < 5; count += 1) {
    const response = await fetch(`${server.origin}/?${count}`);
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('customer')]);
  }
  expect(storm.owedCount).toBeGreaterThan(0);
  await until(() => storm.refusedCount > 0, 60_000);
  // Strangers have taken all places in the queue; who has signed in from there before is looked at all the same, and next.
  expect(await agent.asks('agent.signIn', right, 60_000)).toMatchObject({ ok: true });
  expect(storm.owedCount).toBeGreaterThan(0);
  expect(server.complaints).toEqual([]);
});
