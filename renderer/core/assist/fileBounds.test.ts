// What the other side says of files, and asks for, costs no memory here.
import { expect, it, vi } from 'vitest';
import { AssistRoom } from './assistRoom.ts';
import { channelPair, type ChannelPair } from './testing/fakeDataChannels.ts';

function openRoom(maxFileBytes = 10_000_000): { agent: AssistRoom; pair: ChannelPair } {
  const agent = new AssistRoom({ me: 'agent', maxFileBytes, nowMs: () => 1_000 });
  const pair = channelPair();
  agent.attach(pair.here);
  pair.open();
  return { agent, pair };
}

it('[ASSIST-12] what is only said to be there costs no room, and no more is asked for than can be held', () => {
  const { agent } = openRoom(200_000_000);
  const idOf = (index: number): string => index.toString(16).padStart(64, '0');
  const allocated = vi.spyOn(globalThis, 'Uint8Array');
  for (let index = 0; index < 5; index += 1) agent.files.fetch(idOf(index), 150_000_000);
  const made = (allocated.mock.calls as unknown[][]).filter(([size]) => typeof size === 'number' && size > 1_000_000);
  allocated.mockRestore();
  expect(made).toEqual([]);
  const states = [0, 1, 2, 3, 4].map((index) => agent.files.stateOf(idOf(index)).name);
  expect(states).toEqual(['fetching', 'fetching', 'failed', 'failed', 'failed']);
  agent.files.close();
  for (let index = 0; index < 5000; index += 1) agent.files.fetch(idOf(index), 10);
  const fetching = Array.from({ length: 5000 }, (_, index) => agent.files.stateOf(idOf(index))).filter(
    ({ name }) => name === 'fetching',
  );
  expect(fetching).toHaveLength(200);
  expect(agent.files.stateOf(idOf(4999))).toEqual({ name: 'failed', problem: 'full' });
});

it('[ASSIST-12] a side that asks for thousands of files, and reads nothing, fills no memory here', async () => {
  const { agent, pair } = openRoom();
  for (let index = 0; index < 4000; index += 1) {
    const fileId = index.toString(16).padStart(64, '0');
    pair.inject('files', JSON.stringify({ kind: 'fileWanted', fileId, from: 0 }));
  }
  expect(pair.here.files.bufferedBytes).toBeGreaterThan(100_000);
  expect(pair.here.files.bufferedBytes).toBeLessThan(263_000);

  // Of those that found no room 200 are answered when there is some.
  pair.lose('files');
  const answered = vi.spyOn(pair.here.files, 'send');
  pair.room('files');
  expect(answered).toHaveBeenCalledTimes(200);
  answered.mockRestore();

  const sliced = vi.spyOn(Blob.prototype, 'slice');
  pair.lose('files');
  const ids: string[] = [];
  for (let index = 0; index < 30; index += 1) {
    const added = await agent.files.add(new Blob([new Uint8Array(100_000).fill(index)]));
    if (added.ok) ids.push(added.fileId);
  }
  for (const fileId of ids) pair.inject('files', JSON.stringify({ kind: 'fileWanted', fileId, from: 0 }));
  await vi.waitUntil(() => pair.here.files.bufferedBytes > 150_000);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(ids).toHaveLength(30);
  expect(sliced.mock.calls.length).toBeLessThanOrEqual(8);
  sliced.mockRestore();
});

it('[ASSIST-12] says that a file is not here also while another is being sent', async () => {
  const { pair } = openRoom();
  // Of another file, on its way.
  pair.here.files.send(new Uint8Array(300_000));
  const sent = vi.spyOn(pair.here.files, 'send');
  const fileId = 'f'.repeat(64);
  pair.inject('files', JSON.stringify({ kind: 'fileWanted', fileId, from: 0 }));
  expect(sent).not.toHaveBeenCalled();
  await pair.flush();
  expect(sent.mock.calls).toEqual([[JSON.stringify({ kind: 'fileMissing', fileId })]]);
});
