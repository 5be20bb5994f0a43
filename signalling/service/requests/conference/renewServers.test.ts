// Relay credentials in a room that outlives them.
import { expect, it } from 'vitest';
import type { AgentCall, AgentId, CallId } from '../../../protocol/index.ts';
import { createBench, type Person } from '../../../testing/serviceBench.ts';

const HOUR_MS = 3_600_000;
const TO_BILLIE = { kind: 'agent', agentId: 'demo-agent2' as AgentId } as const;

function callOf({ view }: Person): AgentCall {
  return view?.work.name === 'inCall' ? view.work.call : expect.fail('in no call');
}

it('[ROOM-15] hours later whoever is in a room, or comes into it, gets credentials that are good from then', async () => {
  const bench = await createBench();
  const { clock } = bench;
  const alex = await bench.agentOfToday();
  const zoe = await bench.connectKnowing('customer');
  await zoe.starts('Zoé');
  const callId = await alex.answers();
  await alex.does('peer.reportConnected', { callId, generation: 1 });
  expect(await alex.tries('room.renewServers', { callId })).toBe('notPossibleNow');
  const billie = await bench.agentOfToday('agent2');
  await alex.does('call.addPerson', { callId, to: TO_BILLIE });
  await billie.answers();
  const before = callOf(alex).iceExpiresAtMs ?? 0;
  await clock.advance(3 * HOUR_MS);
  const { inviteToken } = await alex.does('call.inviteGuest', { callId });
  const gil = await bench.connectKnowing('customer');
  await gil.does('guest.enter', { inviteToken, name: 'Gil' });
  expect(await gil.tries('room.renewServers', { callId })).toBe('callNotFound');
  const legId = callOf(alex).conference?.people.at(-1)?.legId ?? expect.fail('there is somebody');
  await alex.does('guest.admit', { callId, legId });
  const users = new Set<string>();
  for (const person of [alex, zoe, billie, gil]) {
    const { iceServers, iceExpiresAtMs } = await person.does('room.renewServers', { callId });
    expect(iceExpiresAtMs).toBe(Math.floor((clock.nowMs() + HOUR_MS) / 1000) * 1000);
    for (const { username = '' } of iceServers) users.add(username);
  }
  expect([before < clock.nowMs(), users.size, callOf(alex).generation]).toEqual([true, 2, 2]);
  expect(await zoe.tries('room.renewServers', { callId: 'other' as CallId })).toBe('callNotFound');
  const eve = await bench.connectKnowing('customer');
  expect(await eve.tries('room.renewServers', { callId })).toBe('callNotFound');
});
