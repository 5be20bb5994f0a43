// What a page asks for of a room, when it is not answered at once.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RoomAsk } from '../../../signalling/protocol/index.ts';
import { RoomChannels } from './roomChannels.ts';
import type { RoomPort } from './roomPort.ts';
import { RoomPictures } from './roomPictures.ts';
import { RoomReceiver } from './roomReceiver.ts';
import type { RoomWay } from './roomWay.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Somebody's state channel comes in; `refusals`: how often the server does not answer. */
async function listening(refusals: number) {
  const asked: RoomAsk[] = [];
  const port = {
    ask: (ask: RoomAsk) => {
      asked.push(ask);
      return Promise.resolve(
        asked.length > refusals ? { ok: true, answer: {} } : { ok: false, refusal: 'unavailable' },
      );
    },
  } as unknown as RoomPort;
  const consumer = { readyState: 'open', on: () => undefined, close: () => undefined };
  const way = { transport: { consumeData: () => Promise.resolve(consumer) }, close: () => undefined };
  const channels = new RoomChannels(() => undefined);
  channels.become(['ben']);
  channels.peers.get('ben')?.state.listen({
    ...{ onOpen: () => undefined, onClosed: () => undefined, onMessage: () => undefined, onRoom: () => undefined },
  });
  const receiver = new RoomReceiver({
    ...{ way: way as unknown as RoomWay, port, epoch: 'epoch', channels },
    ...{ pictures: new RoomPictures(), onChange: () => undefined },
  });
  const stream = { kind: 'data', streamId: 's', sourceId: 'p', legId: 'ben', channel: 'state' } as const;
  receiver.become([{ ...stream, sctpStreamParameters: { streamId: 1 } }]);
  await vi.advanceTimersByTimeAsync(0);
  return { receiver, asked };
}

it('[ROOM-6] what is over before the browser has it is closed, and asked for by nobody', async () => {
  let give: (consumer: unknown) => void = () => undefined;
  const promise = new Promise<unknown>((resolve) => (give = resolve));
  const asked: RoomAsk[] = [];
  const port = { ask: (ask: RoomAsk) => (asked.push(ask), Promise.resolve({ ok: true, answer: {} })) };
  const way = { transport: { consume: () => promise }, close: () => undefined } as unknown as RoomWay;
  const receiver = new RoomReceiver({
    ...{ way, port: port as unknown as RoomPort, epoch: 'epoch', channels: new RoomChannels(() => undefined) },
    ...{ pictures: new RoomPictures(), onChange: () => undefined },
  });
  const owner = { streamId: 's', sourceId: 'p', legId: 'ben' };
  receiver.become([{ kind: 'media', ...owner, line: 'video', rtpParameters: {} as never, isPaused: false }]);
  receiver.become([]);
  let closed = 0;
  give({ close: () => (closed += 1), track: { addEventListener: () => undefined } });
  await vi.advanceTimersByTimeAsync(2_000);
  expect({ closed, asked: asked.length, remotes: receiver.remotes.size }).toEqual({ closed: 1, asked: 0, remotes: 0 });
});

it('[ROOM-9] what is to come in is asked for again while the server is away or has too much to do, and no longer once it is over', async () => {
  const { asked } = await listening(3);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked.map(({ type }) => type)).toEqual(['watch', 'watch', 'watch', 'watch']);
  const left = await listening(99);
  left.receiver.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(left.asked).toHaveLength(1);
});
