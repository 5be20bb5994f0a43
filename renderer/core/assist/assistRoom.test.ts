// Two rooms over hand-flushed data channels: the same on both sides whatever is cut, lost or hostile.
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type { Annotation } from '../../../signalling/protocol/assist.ts';
import { AssistRoom } from './assistRoom.ts';
import { channelPair, type ChannelPair } from './testing/fakeDataChannels.ts';

const FILE = 'a'.repeat(64);

function rooms(maxFileBytes = 10_000_000): { agent: AssistRoom; customer: AssistRoom; join: () => ChannelPair } {
  const [agent, customer] = (['agent', 'customer'] as const).map(
    (me) => new AssistRoom({ me, maxFileBytes, nowMs: () => 1_000 }),
  );
  if (!agent || !customer) throw new Error('two rooms');
  const join = (): ChannelPair => {
    const pair = channelPair();
    agent.attach(pair.here);
    customer.attach(pair.there);
    return pair;
  };
  return { agent, customer, join };
}

/** What a file is called is worked out beside, however long that takes. */
function untilHere(room: AssistRoom, fileId: string, pair: ChannelPair): Promise<void> {
  return vi.waitFor(
    async () => {
      await pair.flush();
      expect(room.files.stateOf(fileId).name).toBe('here');
    },
    { timeout: 30_000 },
  );
}

function annotation(inkId: string, points = [0, 0, 100, 100]): Annotation {
  return { inkId, by: 'agent', surface: `page:${FILE}:1`, tool: 'pen', colour: 'blue', widthUnits: 40, points };
}

it('[ASSIST-1] what one side changes is the same on the other', async () => {
  const { agent, customer, join } = rooms();
  const pair = join();
  pair.open();
  await pair.flush();
  agent.maps.ink.set('one', annotation('one'));
  await pair.flush();
  expect(customer.maps.ink.get('one')).toEqual(annotation('one'));
  customer.maps.ink.delete('one');
  await pair.flush();
  expect(agent.maps.ink.entries.size).toBe(0);
});

it('[ASSIST-2] what was drawn while the link was away is there after the next, on both sides', async () => {
  const { agent, customer, join } = rooms();
  const first = join();
  first.open();
  await first.flush();
  agent.maps.ink.set('before', annotation('before'));
  first.cut();
  agent.maps.ink.set('agents', annotation('agents'));
  customer.maps.ink.set('customers', annotation('customers'));
  const second = join();
  second.open();
  await second.flush();
  for (const room of [agent, customer]) {
    expect([...room.maps.ink.entries.keys()].sort()).toEqual(['agents', 'before', 'customers']);
  }
});

it('[ASSIST-2] who comes late, as after a reload, gets everything, also more than one message holds', async () => {
  const { agent } = rooms();
  for (let index = 0; index < 300; index += 1) {
    agent.maps.ink.set(
      `ink${String(index)}`,
      annotation(
        `ink${String(index)}`,
        Array.from({ length: 400 }, (_, at) => at * 7),
      ),
    );
  }
  const late = new AssistRoom({ me: 'customer', maxFileBytes: 1, nowMs: () => 1_000 });
  const pair = channelPair();
  agent.attach(pair.here);
  late.attach(pair.there);
  pair.open();
  await pair.flush();
  expect(late.maps.ink.entries.size).toBe(300);
});

it('[ASSIST-3] undoing takes back the own mark and leaves the other’s', async () => {
  const { agent, customer, join } = rooms();
  const undo = agent.maps.ink.createUndo();
  const pair = join();
  pair.open();
  agent.maps.ink.set('mine', annotation('mine'));
  await pair.flush();
  customer.maps.ink.set('theirs', { ...annotation('theirs'), by: 'customer' });
  await pair.flush();
  undo.undo();
  await pair.flush();
  expect([...customer.maps.ink.entries.keys()]).toEqual(['theirs']);
});

it('[ASSIST-4] a file arrives whole, checked, and both sides see how far it is', async () => {
  const { agent, customer, join } = rooms();
  const pair = join();
  pair.open();
  const content = new Uint8Array(1_200_000).map((_, index) => index % 251);
  const added = await agent.files.add(new Blob([content]));
  if (!added.ok) throw new Error('added');
  customer.files.fetch(added.fileId, content.length);
  await untilHere(customer, added.fileId, pair);
  const state = customer.files.stateOf(added.fileId);
  if (state.name === 'here') expect(new Uint8Array(await state.blob.arrayBuffer())).toEqual(content);
  expect(agent.files.arrivedBytes(added.fileId)).toBe(content.length);
});

it('[ASSIST-5] a file goes on over the next link from where it was', async () => {
  const { agent, customer, join } = rooms();
  const first = join();
  first.open();
  const content = crypto.getRandomValues(new Uint8Array(60_000));
  const whole = new Blob(Array.from({ length: 20 }, () => content));
  const added = await agent.files.add(whole);
  if (!added.ok) throw new Error('added');
  customer.files.fetch(added.fileId, whole.size);
  await new Promise((resolve) => setTimeout(resolve, 0));
  for (let round = 0; round < 20; round += 1) {
    first.flushSome('files', 1);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const began = customer.files.stateOf(added.fileId);
  first.cut();
  const second = join();
  second.open();
  let resent = 0;
  const send = second.here.files.send.bind(second.here.files);
  second.here.files.send = (data) => {
    if (typeof data !== 'string') resent += data.length - 12;
    return send(data);
  };
  await untilHere(customer, added.fileId, second);
  if (began.name !== 'fetching') throw new Error('it had begun');
  expect(resent).toBe(whole.size - began.receivedBytes);
});

it('[ASSIST-9] a side that hears nothing of what arrived sends no more than a socket holds, and goes on when it does', async () => {
  const { agent, customer, join } = rooms();
  const pair = join();
  pair.open();
  const added = await agent.files.add(new Blob([new Uint8Array(2_000_000)]));
  if (!added.ok) throw new Error('added');
  let sentBytes = 0;
  const send = pair.here.files.send.bind(pair.here.files);
  pair.here.files.send = (data) => {
    if (typeof data !== 'string') sentBytes += data.length;
    return send(data);
  };
  pair.inject('files', JSON.stringify({ kind: 'fileWanted', fileId: added.fileId, from: 0 }));
  await vi.waitUntil(() => sentBytes > 150_000);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(sentBytes).toBeLessThan(200_000);
  pair.inject('files', JSON.stringify({ kind: 'fileReceived', fileId: added.fileId, bytes: 128_000 }));
  await vi.waitUntil(() => sentBytes > 250_000);
  expect(customer.files.stateOf(added.fileId)).toEqual({ name: 'absent' });
});

it('[ASSIST-6] a file that is not what it is called, or too large, is not taken, and nothing comes unasked', async () => {
  const { agent, customer } = rooms(1_000);
  const pair = channelPair();
  agent.attach(pair.here);
  pair.open();
  expect(await agent.files.add(new Blob([new Uint8Array(1_001)]))).toEqual({ ok: false, problem: 'tooLarge' });
  customer.files.fetch(FILE, 5_000);
  expect(customer.files.stateOf(FILE)).toEqual({ name: 'failed', problem: 'tooLarge' });
  const other = 'b'.repeat(64);
  agent.files.fetch(other, 4);
  const chunk = new Uint8Array(16).fill(0xbb, 0, 8);
  pair.inject('files', chunk);
  await vi.waitUntil(() => agent.files.stateOf(other).name !== 'fetching');
  expect(agent.files.stateOf(other)).toEqual({ name: 'failed', problem: 'damaged' });
  pair.inject('files', new Uint8Array(16).fill(0xcc, 0, 8));
  expect(agent.files.stateOf('c'.repeat(64))).toEqual({ name: 'absent' });
});

it('[ASSIST-6] what the other side has no more is said', async () => {
  const { agent, join } = rooms();
  const pair = join();
  pair.open();
  agent.files.fetch(FILE, 10);
  await pair.flush();
  expect(agent.files.stateOf(FILE)).toEqual({ name: 'failed', problem: 'missing' });
});

it('[ASSIST-7] values that do not fit their schema are not there', async () => {
  const { agent, customer, join } = rooms();
  const pair = join();
  pair.open();
  const hostile = { ...annotation('x'), tool: 'bomb' } as unknown as Annotation;
  agent.maps.ink.set('x', hostile);
  agent.maps.ink.set('y', { ...annotation('y'), points: [1, 2, 3] });
  agent.maps.ink.set('z', annotation('z'));
  await pair.flush();
  expect([...customer.maps.ink.entries.keys()]).toEqual(['z']);
});

it('[ASSIST-7] whatever comes over the data channels, nothing throws, and a stranger is told apart once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          name: fc.constantFrom('state', 'files', 'pointer'),
          data: fc.oneof(
            fc.string(),
            fc.json(),
            fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
            fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from([1 + ((bytes[0] ?? 0) % 3), ...bytes])),
          ),
        }),
        { maxLength: 20 },
      ),
      async (messages) => {
        const { agent, join } = rooms();
        const pair = join();
        pair.open();
        agent.maps.ink.set('mine', annotation('mine'));
        for (const { name, data } of messages) pair.inject(name, data);
        await Promise.resolve();
        expect(agent.maps.ink.get('mine')).toEqual(annotation('mine'));
        agent.close();
      },
    ),
    { numRuns: 300 },
  );
});

it('[ASSIST-8] another version shares sound and picture only', () => {
  const { agent, join } = rooms();
  const pair = join();
  pair.open();
  pair.inject('state', JSON.stringify({ kind: 'hello', version: 2, page: 'x' }));
  expect(agent.incompatible).toBe('version');
  expect(agent.peerReady).toBe(false);
});

it('[ASSIST-11] a small change that is lost on its way is there all the same, without waiting for the channel', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const { agent, customer, join } = rooms();
  const pair = join();
  pair.open();
  vi.useRealTimers();
  await pair.flush();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  const heard: unknown[] = [];
  customer.onMessage((message) => heard.push(message));
  agent.maps.ink.set('one', annotation('one'));
  const piece = { kind: 'inkContinued' as const, inkId: 'two', from: 4, points: [5, 6] };
  agent.send(piece);
  pair.lose('state');
  vi.advanceTimersByTime(24);
  pair.flushSome('pointer', 5);
  expect(customer.maps.ink.get('one')).toBeUndefined();
  vi.advanceTimersByTime(1);
  pair.flushSome('pointer', 5);
  vi.useRealTimers();
  expect(customer.maps.ink.get('one')).toEqual(annotation('one'));
  expect(heard).toEqual([piece]);
});

it('[ASSIST-11] what comes twice, or in another order, changes nothing; only small changes and pieces come that way', async () => {
  const { agent, customer, join } = rooms();
  const pair = join();
  pair.open();
  for (let at = 0; at < 20; at += 1) agent.maps.ink.set('moved', annotation('moved', [at, at, 100, 100]));
  await new Promise((resolve) => setTimeout(resolve, 30));
  pair.flushSome('pointer', 100);
  await pair.flush();
  expect(customer.maps.ink.get('moved')).toEqual(annotation('moved', [19, 19, 100, 100]));
  const heard: unknown[] = [];
  customer.onMessage((message) => heard.push(message));
  pair.inject('pointer', JSON.stringify({ kind: 'documentExpected' }));
  pair.inject('pointer', JSON.stringify({ kind: 'hello', version: 99, page: 'x' }));
  pair.inject('pointer', 'nonsense');
  expect(heard).toEqual([]);
  expect(customer.incompatible).toBeUndefined();
});
