// A guest who is paused: what the media server and their page are told, and what is on the audit log.
import { expect, it } from 'vitest';
import type { GuestView } from '../../../protocol/index.ts';
import { createMemoryStore } from '../../../adapters/store/memoryStore.ts';
import { createBench, type Person } from '../../../testing/serviceBench.ts';

function guestOf({ notices }: Person): GuestView | undefined {
  const last = notices.findLast(({ name }) => name === 'guest.changed');
  return last?.name === 'guest.changed' ? last.payload : undefined;
}

it('[JOIN-14] has no way to send and nothing to receive, reads so, learns of nobody who comes, and is let back in; all of it is audited', async () => {
  const store = createMemoryStore();
  const bench = await createBench(store);
  const alex = await bench.agentOfToday();
  const zoe = await bench.connectKnowing('customer');
  await zoe.starts('Zoé');
  const callId = await alex.answers();
  const { inviteToken } = await alex.does('call.inviteGuest', { callId });
  const gil = await bench.connectKnowing('customer');
  await gil.does('guest.enter', { inviteToken, name: 'Gil' });
  const people = () => {
    const work = alex.view?.work;
    return (work?.name === 'inCall' ? work.call.conference?.people : undefined) ?? [];
  };
  const legId = people().at(-1)?.legId ?? expect.fail('Gil waits');
  await alex.does('guest.admit', { callId, legId });
  const room = () => bench.bridge.rooms.get(callId) ?? expect.fail('there is a room');
  const concerned = () => room().hearing.filter((one) => one.legId === legId || one.of === legId).length;
  expect(concerned()).toBe(4);

  expect(await zoe.tries('guest.pause', { callId, legId, paused: true })).toBe('notAllowed');
  for (let click = 0; click < 2; click += 1) await alex.does('guest.pause', { callId, legId, paused: true });
  expect([room().legs.get(legId), concerned()]).toEqual([{ mayProduce: [], mayProduceData: false }, 0]);
  expect(guestOf(gil)).toMatchObject({ name: 'inCall', held: true, paused: true });
  const told = JSON.stringify(guestOf(gil));
  expect(told).not.toContain('Zoé');
  expect(people().at(-1)).toMatchObject({ name: 'Gil', state: 'joined', paused: true });
  expect(JSON.stringify(zoe.call)).toContain('"paused":true');

  await alex.does('guest.pause', { callId, legId, paused: false });
  expect([room().legs.get(legId)?.mayProduce, concerned()]).toEqual([['audio', 'video'], 4]);
  expect(guestOf(gil)).not.toHaveProperty('paused');
  expect(store.audit.map(({ kind }) => kind).filter((kind) => kind.startsWith('guest'))).toEqual([
    'guestInvited',
    'guestAdmitted',
    'guestPaused',
    'guestLetBackIn',
  ]);
});
