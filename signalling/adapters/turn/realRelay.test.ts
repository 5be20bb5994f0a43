// Our credentials at the real relay server.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCoturn, whyNoCoturn, type Coturn } from '../../../tests/support/coturn.ts';
import { allocate, type TurnAccess, type TurnAllocation } from '../../../tests/support/turnAllocation.ts';
import { callIdSchema } from '../../protocol/index.ts';
import { createMediaServersFor } from './turnCredentials.ts';

const callId = callIdSchema.parse('call-1');
const SECONDS = 60;

describe.skipIf(whyNoCoturn() !== undefined)('coturn', () => {
  let coturn: Coturn;
  const open: TurnAllocation[] = [];
  beforeAll(async () => {
    coturn = await startCoturn();
  });
  afterAll(async () => {
    for (const allocation of open) allocation.close();
    await coturn.close();
  });

  /** What our server issues for a generation that began then. */
  function issued(generationSinceMs: number, turnSecret = coturn.secret): TurnAccess {
    const turn = { stunUrls: [], turnUrls: ['turn:127.0.0.1'], turnSecret };
    const mediaServersFor = createMediaServersFor({ ...turn, credentialSeconds: SECONDS, relayOnly: true });
    const [server] = mediaServersFor('customer', callId, generationSinceMs).iceServers;
    return { username: server?.username ?? '', credential: server?.credential ?? '' };
  }

  async function asked(access: TurnAccess): Promise<TurnAllocation> {
    const allocation = await allocate(coturn.port, access);
    open.push(allocation);
    return allocation;
  }

  it('[WIRE-19] relays for credentials that our server issues', async () => {
    expect((await asked(issued(Date.now()))).status).toBe(200);
  });

  it('[WIRE-19] relays nothing for credentials that are expired, of another secret, or made to last longer', async () => {
    expect((await asked(issued(Date.now() - (SECONDS + 5) * 1000))).status).toBe(401);
    expect((await asked(issued(Date.now(), 'another secret'))).status).toBe(401);
    const { username, credential } = issued(Date.now());
    const longer = username.replace(/^\d+/, (seconds) => String(Number(seconds) + 3600));
    expect((await asked({ username: longer, credential })).status).toBe(401);
    expect((await asked({ username, credential: 'guessed' })).status).toBe(401);
  });

  it('[WIRE-19] keeps what it relays when the credentials expire meanwhile', async () => {
    const sinceMs = Date.now() - (SECONDS - 2) * 1000;
    const allocation = await asked(issued(sinceMs));
    expect(allocation.status).toBe(200);
    const expiresAtMs = Math.floor(sinceMs / 1000) * 1000 + SECONDS * 1000;
    while (Date.now() <= expiresAtMs + 1500) await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await asked(issued(sinceMs))).status).toBe(401);
    expect(await allocation.refresh()).toBe(200);
  });
});

describe.skipIf(whyNoCoturn() !== undefined)('coturn as docs/OPERATIONS.md has it', () => {
  /** The lines of the example, as parameters. */
  const documented = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'OPERATIONS.md'), 'utf8')
    .split('\n')
    .filter((line) => /^(denied-peer-ip=|no-multicast-peers)/.test(line))
    .map((line) => `--${line.split(' ')[0] ?? ''}`);

  it('[TURN-3] relays nothing into private networks, to this machine or to a cloud’s own addresses', async () => {
    expect(documented.length).toBeGreaterThan(8);
    const coturn = await startCoturn('secret-of-the-tests', documented);
    const turn = { stunUrls: [], turnUrls: ['turn:127.0.0.1'], turnSecret: coturn.secret };
    const mediaServersFor = createMediaServersFor({ ...turn, credentialSeconds: SECONDS, relayOnly: true });
    const [server] = mediaServersFor('customer', callId, Date.now()).iceServers;
    const access = { username: server?.username ?? '', credential: server?.credential ?? '' };
    try {
      const statuses: Record<string, number> = {};
      const forbidden = [
        '127.0.0.1',
        '10.1.2.3',
        '172.16.0.9',
        '192.168.1.1',
        '169.254.169.254',
        '100.64.0.1',
        '0.0.0.0',
      ];
      for (const peer of [...forbidden, '192.0.2.10', '8.8.8.8']) {
        const allocation = await allocate(coturn.port, access);
        statuses[peer] = await allocation.permit(peer);
        allocation.close();
      }
      expect(statuses).toEqual({
        ...Object.fromEntries(forbidden.map((peer) => [peer, 403])),
        '192.0.2.10': 403,
        '8.8.8.8': 200,
      });
    } finally {
      await coturn.close();
    }
  });
});
