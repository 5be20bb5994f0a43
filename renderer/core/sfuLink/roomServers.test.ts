// Credentials in a room that outlives them.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MediaServers } from './roomPort.ts';
import { RoomServers } from './roomServers.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** `answers`: whether the server is reached. */
function open(expiresInMs: number | undefined) {
  const server = { answers: true, asked: 0, renewed: 0 };
  const of = (username: string, leftMs: number | undefined): MediaServers => ({
    iceServers: [{ urls: ['turn:relay'], username, credential: 'secret' }],
    ...{ relayOnly: true, expiresInMs: leftMs },
  });
  const servers = new RoomServers({
    first: of('first', expiresInMs),
    renew: () => {
      server.asked += 1;
      return Promise.resolve(server.answers ? of(`renewal ${server.asked}`, HOUR_MS) : undefined);
    },
    onRenewed: () => (server.renewed += 1),
  });
  const user = () => servers.present.iceServers[0]?.username;
  return { servers, server, user };
}

it('[ROOM-15] asks for others a minute before those of before expire, again and again, and no longer once the room is left', async () => {
  const { servers, server, user } = open(HOUR_MS);
  await vi.advanceTimersByTimeAsync(HOUR_MS - 2 * MINUTE_MS);
  expect([user(), server.asked]).toEqual(['first', 0]);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect([user(), server.renewed]).toEqual(['renewal 1', 1]);
  await vi.advanceTimersByTimeAsync(3 * HOUR_MS);
  expect([server.asked, server.renewed]).toEqual([4, 4]);
  servers.close();
  await vi.advanceTimersByTimeAsync(3 * HOUR_MS);
  expect(server.asked).toBe(4);
});

it('[ROOM-15] whoever goes in with expired ones waits for others, and asks once', async () => {
  const { servers, server } = open(-1);
  const [entered] = await Promise.all([servers.fresh(), servers.fresh(), vi.advanceTimersByTimeAsync(0)]);
  expect([entered.iceServers[0]?.username, server.asked]).toEqual(['renewal 1', 1]);
  expect((await servers.fresh()).iceServers[0]?.username).toBe('renewal 1');
});

it('[ROOM-15] goes in with what there is while the server is away, and asks again', async () => {
  const { servers, server, user } = open(-1);
  server.answers = false;
  expect((await servers.fresh()).iceServers[0]?.username).toBe('first');
  server.answers = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([user(), server.renewed]).toEqual(['renewal 2', 1]);
});

it('[ROOM-15] asks for nothing where there are no credentials', async () => {
  const { servers, server } = open(undefined);
  await vi.advanceTimersByTimeAsync(24 * HOUR_MS);
  await servers.fresh();
  expect(server.asked).toBe(0);
});
