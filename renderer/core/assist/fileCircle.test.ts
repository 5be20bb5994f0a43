// Files among three and four pages, over hand-flushed data channels between each two: they come whole, whatever is cut and whoever goes.
import { expect, it, vi } from 'vitest';
import type { Party } from '../../../signalling/protocol/index.ts';
import { AssistRoom } from './assistRoom.ts';
import { channelPair, type ChannelPair } from './testing/fakeDataChannels.ts';
import { Circle } from './testing/circle.ts';

it('[ASSIST-16] a file comes whole while who put it there leaves, from another who has it, and from where it was', async () => {
  const circle = new Circle();
  const [alex, ada, bea] = [circle.enter('alex'), circle.enter('ada'), circle.enter('bea')] as const;
  await circle.flush();
  const whole = new Blob(Array.from({ length: 20 }, () => crypto.getRandomValues(new Uint8Array(60_000))));
  const added = await alex.files.add(whole);
  if (!added.ok) throw new Error('added');
  const { fileId } = added;
  ada.files.fetch(fileId, whole.size);
  await circle.until(() => ada.files.stateOf(fileId).name === 'here');
  bea.files.fetch(fileId, whole.size);
  const began = async (): Promise<number> => {
    circle.flushSome('alex', 'bea');
    await new Promise((resolve) => setTimeout(resolve, 0));
    const state = bea.files.stateOf(fileId);
    return state.name === 'fetching' ? state.receivedBytes : 0;
  };
  await vi.waitFor(async () => expect(await began()).toBeGreaterThan(60_000), { timeout: 30_000 });
  const received = await began();
  circle.leave('alex');
  const resent = circle.countSent('ada', 'bea');
  await circle.until(() => bea.files.stateOf(fileId).name === 'here');
  expect(resent()).toBe(whole.size - received);
});

it('[ASSIST-16] who cannot reach the one who has a file gets it of another as soon as they have it; what nobody has is missing', async () => {
  const circle = new Circle();
  const [alex, ada, bea, cem] = [...'alex ada bea cem'.split(' ').map((name) => circle.enter(name))] as [
    ...[AssistRoom, AssistRoom, AssistRoom, AssistRoom],
  ];
  await circle.flush();
  const added = await alex.files.add(new Blob([new Uint8Array(50_000)]));
  if (!added.ok) throw new Error('added');
  circle.cut('alex', 'bea');
  bea.files.fetch(added.fileId, 50_000);
  await circle.flush();
  expect([bea.files.stateOf(added.fileId).name, cem.files.stateOf(added.fileId).name]).toEqual(['fetching', 'absent']);
  ada.files.fetch(added.fileId, 50_000);
  await circle.until(() => bea.files.stateOf(added.fileId).name === 'here');
  for (const name of ['alex', 'ada', 'bea']) circle.leave(name);
  const late = circle.enter('late');
  await circle.flush();
  late.files.fetch(added.fileId, 50_000);
  await circle.flush();
  expect(late.files.stateOf(added.fileId)).toEqual({ name: 'failed', problem: 'missing' });
});

it('[ASSIST-16] pieces that are wrong, of whomever, do not keep the right file from coming of another', async () => {
  const circle = new Circle();
  const [alex, ada, bea] = [circle.enter('alex'), circle.enter('ada'), circle.enter('bea')] as const;
  await circle.flush();
  const content = new Blob([crypto.getRandomValues(new Uint8Array(60_000))]);
  const added = await ada.files.add(content);
  if (!added.ok) throw new Error('added');
  const { fileId } = added;
  // Alex says that it is there and sends something else.
  const other = new Uint8Array(12 + 30_000);
  for (let index = 0; index < 8; index += 1) other[index] = Number.parseInt(fileId.slice(2 * index, 2 * index + 2), 16);
  bea.files.fetch(fileId, content.size);
  circle.inject('alex', 'bea', 'files', other);
  circle.leave('alex');
  await circle.until(() => bea.files.stateOf(fileId).name === 'here');
  expect(alex.files.stateOf(fileId).name).toBe('absent');
});

it('[ASSIST-16] what is asked of who is not heard yet comes as soon as they are', async () => {
  const circle = new Circle();
  const [ada, alex] = [circle.enter('ada'), circle.enter('alex')] as const;
  await circle.flush();
  const added = await ada.files.add(new Blob(['a letter']));
  if (!added.ok) throw new Error('added');
  circle.cut('alex', 'ada');
  const pair = circle.link('alex', 'ada');
  pair?.openFrom('there', ['state']);
  alex.files.fetch(added.fileId, 8);
  for (let round = 0; round < 20; round += 1) {
    pair?.flushOnce();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(alex.files.stateOf(added.fileId).name).toBe('fetching');
  await circle.until(() => alex.files.stateOf(added.fileId).name === 'here');
});

it.each([500_000, 900_000, 1_500_000])(
  '[ASSIST-16][ASSIST-17] a file that is under way as another link takes over comes whole, from byte %i on',
  async (takenOverAt) => {
    const circle = new Circle();
    const [ada, alex] = [circle.enter('ada'), circle.enter('alex')] as const;
    await circle.flush();
    const whole = new Blob(Array.from({ length: 50 }, () => crypto.getRandomValues(new Uint8Array(60_000))));
    const added = await alex.files.add(whole);
    if (!added.ok) throw new Error('added');
    const { fileId } = added;
    ada.files.fetch(fileId, whole.size);
    const received = async (): Promise<number> => {
      circle.flushSome('ada', 'alex');
      await new Promise((resolve) => setTimeout(resolve, 0));
      const state = ada.files.stateOf(fileId);
      return state.name === 'fetching' ? state.receivedBytes : 0;
    };
    await vi.waitFor(async () => expect(await received()).toBeGreaterThan(takenOverAt), {
      timeout: 30_000,
      interval: 1,
    });
    // What Ada asks for over it comes before what is said there arrives: Alex sends over the one before, until his way opens.
    const next = circle.link('ada', 'alex');
    next?.openFrom('there', ['state']);
    for (let round = 0; round < 20; round += 1) {
      next?.flushOnce();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await circle.until(() => ada.files.stateOf(fileId).name === 'here');
  },
);

it('[ASSIST-16][ASSIST-17] what a former link brings after it was asked for over the next is known to be there', async () => {
  const roomOf = (me: Party) => new AssistRoom({ me, maxFileBytes: 10_000_000, nowMs: () => performance.now() });
  const [alex, ada] = [roomOf('agent'), roomOf('customer')];
  const link = (): ChannelPair => {
    const pair = channelPair();
    alex.attach(pair.here, 'ada');
    ada.attach(pair.there, 'alex');
    pair.open();
    return pair;
  };
  const first = link();
  await first.flush();
  const whole = new Blob(Array.from({ length: 20 }, () => crypto.getRandomValues(new Uint8Array(60_000))));
  const added = await alex.files.add(whole);
  if (!added.ok) throw new Error('added');
  const { fileId } = added;
  ada.files.fetch(fileId, whole.size);
  first.flushBack('files', 1);
  await vi.waitFor(() => expect(first.waitingOf('files').length).toBeGreaterThanOrEqual(5), { timeout: 30_000 });
  const next = link();
  for (const bring of [next.flushSome, next.flushBack, next.flushSome, next.flushBack]) bring('state', 10);
  // Asked for from the beginning; then what was under way comes, as much as may be under way over the next.
  first.flushSome('files', 100);
  next.flushBack('files', 100);
  const flushBoth = async (): Promise<void> => {
    await next.flush();
    expect(ada.files.stateOf(fileId).name).toBe('here');
  };
  await vi.waitFor(flushBoth, { timeout: 30_000 });
});
