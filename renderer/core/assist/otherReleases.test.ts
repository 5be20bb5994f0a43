// Pages of different releases in one call: what one does not know is skipped, and what each can do is said.
import { expect, it, vi } from 'vitest';
import type { Annotation } from '../../../signalling/protocol/assist.ts';
import { AssistRoom } from './assistRoom.ts';
import { channelPair } from './testing/fakeDataChannels.ts';
import { roomPair } from './testing/roomPair.ts';

const FILE = 'a'.repeat(64);

function annotation(inkId: string): Annotation {
  const points = [0, 0, 100, 100];
  return { inkId, by: 'agent', surface: `page:${FILE}:1`, tool: 'pen', colour: 'blue', widthUnits: 40, points };
}

it('[WIRE-22] from page to page, too, what a later release adds is left out: fields of values and messages, and messages', async () => {
  const { agent, customer, join } = roomPair();
  const pair = join();
  const heard: unknown[] = [];
  agent.onMessage((message) => heard.push(message));
  customer.maps.ink.set('x', { ...annotation('x'), glow: 3 } as unknown as Annotation);
  await pair.flush();
  expect(agent.maps.ink.get('x')).toEqual(annotation('x'));
  pair.inject('state', JSON.stringify({ kind: 'ofTomorrow', what: [1] }));
  pair.inject('state', JSON.stringify({ kind: 'inkLifted', inkId: 'x', speed: 2 }));
  expect(heard).toEqual([{ kind: 'inkLifted', inkId: 'x' }]);
  expect(agent.incompatible).toBeUndefined();
  pair.inject('state', JSON.stringify({ kind: 'inkLifted', inkId: 7 }));
  expect(agent.incompatible).toBe('malformed');
});

it('[ASSIST-14] a frame of a kind that is not known is skipped, counted and said once a link, on every channel, and the rest goes on', async () => {
  const said = vi.spyOn(console, 'info').mockReturnValue();
  const { agent, customer, join } = roomPair();
  const pair = join();
  await pair.flush();
  const ofTomorrow = JSON.stringify({ kind: 'ofTomorrow', what: [1] });
  pair.inject('state', ofTomorrow);
  pair.inject('state', Uint8Array.from([9, 1, 2, 3]));
  pair.inject('files', ofTomorrow);
  expect([agent.skippedFrames, customer.skippedFrames, said.mock.calls.length]).toEqual([3, 0, 1]);
  pair.inject('files', 'nonsense');
  expect([agent.skippedFrames, agent.incompatible]).toEqual([3, undefined]);
  customer.maps.ink.set('x', annotation('x'));
  await pair.flush();
  expect(agent.maps.ink.get('x')).toEqual(annotation('x'));
  const next = join();
  next.inject('state', ofTomorrow);
  expect([agent.skippedFrames, said.mock.calls.length]).toEqual([4, 2]);
  said.mockRestore();
});

it('[ASSIST-13] each page says what it can do, and that of a page that is gone counts no more', async () => {
  const { agent, customer, join } = roomPair();
  expect(agent.otherCan('earlier')).toBe(false);
  const pair = join();
  await pair.flush();
  expect([agent.otherCan('earlier'), customer.otherCan('earlier')]).toEqual([true, true]);
  pair.inject('state', JSON.stringify({ kind: 'hello', version: 1, page: 'ofBefore' }));
  expect(agent.otherCan('earlier')).toBe(false);
  expect(agent.maps.capabilities.entries.size).toBe(1);
  const reloaded = new AssistRoom({ me: 'customer', maxFileBytes: 1, nowMs: () => 1_000 });
  const next = channelPair();
  agent.attach(next.here);
  reloaded.attach(next.there);
  next.open();
  await next.flush();
  expect([agent.otherCan('earlier'), reloaded.otherCan('earlier')]).toEqual([true, true]);
  expect(agent.maps.capabilities.entries.size).toBe(2);
});

it('[ASSIST-13] names that are not known are those of later releases; more than 32 are no names', async () => {
  const { agent, customer, join } = roomPair();
  const pair = join();
  await pair.flush();
  const pages = [...customer.maps.capabilities.entries.keys()];
  const say = async (can: string[]): Promise<void> => {
    for (const page of pages) customer.maps.capabilities.set(page, can);
    await pair.flush();
  };
  await say(['ofTomorrow', 'earlier']);
  expect(agent.otherCan('earlier')).toBe(true);
  await say([...Array<string>(32).fill('ofTomorrow'), 'earlier']);
  expect(agent.otherCan('earlier')).toBe(false);
});
