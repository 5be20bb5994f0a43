// Rooms with the real media process and mediasoup's real worker.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findMediaWorker } from '../../../scripts/setup/mediaWorkerFile.ts';
import {
  ALL_RIGHTS,
  allHear,
  NO_RIGHTS,
  openRooms,
  RoomPage,
  sayWhyNot,
  type RoomBench,
} from '../../testing/roomBench.ts';
import { until } from '../../testing/serverBench.ts';
import type { MediaBridge } from '../../service/ports/mediaBridge.ts';

const MEDIA_WORKER = findMediaWorker();
sayWhyNot(MEDIA_WORKER);

let bench: RoomBench;
const open = async (): Promise<void> => void (bench = await openRooms(MEDIA_WORKER ?? ''));

/** A room in which these are, with all rights, and hear one another. */
function roomOf(bridge: MediaBridge, roomId: string, ...legIds: readonly string[]): RoomPage[] {
  bridge.ensureRoom(roomId, 1);
  const pages = legIds.map((legId) => new RoomPage(bridge, roomId, legId));
  for (const legId of legIds) bridge.addLeg(roomId, legId, ALL_RIGHTS);
  bridge.setHearing(roomId, allHear(...legIds));
  return pages;
}

async function pairIn(roomId: string): Promise<[RoomPage, RoomPage]> {
  const [ada, ben] = roomOf(bench.bridge, roomId, 'ada', 'ben') as [RoomPage, RoomPage];
  await Promise.all([ada.join(), ben.join()]);
  return [ada, ben];
}

describe.skipIf(MEDIA_WORKER === undefined)('rooms', () => {
  beforeAll(open);
  afterAll(() => bench.dispose());

  it('[ROOM-5] everybody gets what the others send, and is told when it ends', async () => {
    const [ada, ben] = await pairIn('room-1');
    await ada.does(ada.produces('audio'));
    await ada.does(ada.produces('video'));
    await ada.does(ada.producesData('ben'));
    await until(() => ben.hears.length === 3);
    expect(ben.hears).toEqual(['ada audio', 'ada state', 'ada video']);
    expect(ada.hears).toEqual([]);
    bench.bridge.removeLeg('room-1', 'ada');
    await until(() => ben.hears.length === 0);
    expect(ada.told.at(-1)).toEqual({ type: 'ended' });
    expect(await ada.refusedTo(ada.produces('audio'))).toBe('unknown');
  });

  it('[ROOM-12] says of each worker what it holds and what it costs', async () => {
    const rooms = ['counted-1', 'counted-2'];
    const of = async (what: 'rooms' | 'legs') =>
      (await bench.bridge.measure()).reduce((sum, worker) => sum + worker[what], 0);
    const before = [await of('rooms'), await of('legs')];
    for (const roomId of rooms) await pairIn(roomId);
    const workers = await bench.bridge.measure();
    expect([await of('rooms'), await of('legs')]).toEqual([2 + (before[0] ?? 0), 4 + (before[1] ?? 0)]);
    expect(workers.length).toBe(bench.options.workers);
    for (const { cpuSeconds, peakMemoryBytes, sentBps } of workers) {
      expect(cpuSeconds).toBeGreaterThan(0);
      expect(peakMemoryBytes).toBeGreaterThan(1_000_000);
      expect(sentBps).toBe(0);
    }
    for (const roomId of rooms) bench.bridge.closeRoom(roomId);
    expect(await of('rooms')).toBe(before[0]);
  });

  it('[ROOM-5] who may only listen has no way to send, whatever its page says', async () => {
    const [ada] = await pairIn('room-2');
    bench.bridge.addLeg('room-2', 'sue', NO_RIGHTS);
    bench.bridge.setHearing('room-2', allHear('ada', 'ben', 'sue'));
    const sue = new RoomPage(bench.bridge, 'room-2', 'sue');
    await sue.join();
    expect(sue.begun?.send).toBeNull();
    expect(sue.begun?.mayProduce).toEqual([]);
    for (const ask of [sue.produces('audio'), sue.produces('video'), sue.producesData('ada')])
      expect(await sue.refusedTo(ask)).toBe('notAllowed');
    await ada.does(ada.produces('audio'));
    await until(() => sue.hears.length === 1);
    expect(ada.hears, 'nobody gets anything of a listener').toEqual([]);
  });

  it('[ROOM-5] a right that is taken ends what is sent at once; one that is given opens a way', async () => {
    const [ada, ben] = await pairIn('room-3');
    await ada.does(ada.produces('audio'));
    await ada.does(ada.produces('video'));
    await until(() => ben.hears.length === 2);
    await ada.does(ada.producesData('ben'));
    await until(() => ben.hears.length === 3);
    bench.bridge.addLeg('room-3', 'ada', { mayProduce: ['audio'], mayProduceData: false });
    await until(() => ben.hears.length === 1);
    expect(ben.hears).toEqual(['ada audio']);
    expect(await ada.refusedTo(ada.produces('video'))).toBe('notAllowed');
    bench.bridge.addLeg('room-3', 'ada', NO_RIGHTS);
    await until(() => ben.hears.length === 0);
    bench.bridge.addLeg('room-3', 'ada', ALL_RIGHTS);
    await until(() => ada.told.some((tell) => tell.type === 'rights' && tell.mayProduceData));
    await ada.does(ada.produces('video'));
    await until(() => ben.hears.length === 1);
  });

  it('[ROOM-6] nobody gets what the hearing does not say', async () => {
    const [ada, ben] = await pairIn('room-4');
    for (const page of [ada, ben]) for (const line of ['audio', 'video'] as const) await page.does(page.produces(line));
    await until(() => ada.hears.length === 2 && ben.hears.length === 2);
    bench.bridge.setHearing('room-4', [{ legId: 'ada', of: 'ben', sound: true, picture: false, data: false }]);
    await until(() => ada.hears.length === 1 && ben.hears.length === 0);
    expect(ada.hears).toEqual(['ben audio']);
    const gone = ben.told.flatMap((tell) => (tell.type === 'streams' ? tell.removed : []))[0] ?? '';
    const streams = [{ streamId: gone, layer: 0 }];
    expect(await ben.refusedTo({ type: 'watch', epoch: ben.epoch, streams })).toBe('unknown');
  });

  it('[ROOM-6] a shared screen goes to those who share data, and to nobody else who sees and hears', async () => {
    const [ada, ben] = await pairIn('room-9');
    for (const line of ['audio', 'screen', 'screenAudio'] as const) await ada.does(ada.produces(line));
    await until(() => ben.hears.length === 3);
    bench.bridge.setHearing('room-9', [{ legId: 'ben', of: 'ada', sound: true, picture: true, data: false }]);
    await until(() => ben.hears.length === 1);
    expect(ben.hears).toEqual(['ada audio']);
  });

  it('[ROOM-6] a stream stands still while it is not sent, and all are told what stands', async () => {
    const [ada, ben] = await pairIn('room-5');
    await ada.does(ada.produces('video'));
    await until(() => ben.hears.length === 1);
    await ada.does({ type: 'sending', epoch: ada.epoch, lines: [] });
    await until(() => ben.told.some((tell) => tell.type === 'streams' && tell.changed[0]?.isPaused === true));
    const state = await ben.does({ type: 'sync' });
    expect(state.streams).toMatchObject([{ legId: 'ada', line: 'video', isPaused: true }]);
    expect(state.revision).toBe(2);
  });

  it('[ROOM-13] a page that begins anew has other ways; what its leg sent is over, and it is sent what the others send', async () => {
    const [ada, ben] = await pairIn('room-8');
    await ada.does(ada.produces('video'));
    await ben.does(ben.produces('audio'));
    await until(() => ben.hears.length === 1 && ada.hears.length === 1);
    const before = ada.begun?.receive.id;
    const reloaded = new RoomPage(bench.bridge, 'room-8', 'ada');
    const state = await reloaded.does({ type: 'enter' });
    expect([state.epoch, state.streams]).toEqual([ada.epoch, []]);
    expect(state.receive.id).not.toBe(before);
    await until(() => ben.hears.length === 0);
    const { epoch, rtpCapabilities } = state;
    await reloaded.does({ type: 'join', epoch, rtpCapabilities });
    await until(() => reloaded.hears.length === 1);
    expect(ben.told.map(({ type }) => type)).not.toContain('ended');
  });

  it('[ROOM-7] what nobody of ours would write ends the connection and harms no room', async () => {
    const [ada] = await pairIn('room-6');
    const before = ada.epoch;
    for (const text of ['not JSON\n', '{"do":"room","room":{"roomId":"../x"}}\n', 'x'.repeat(1_100_000)]) {
      const socket = connect(bench.options.socketPath);
      let isClosed = false;
      socket.on('error', () => undefined);
      socket.on('close', () => (isClosed = true));
      socket.resume();
      socket.write(text);
      await until(() => isClosed);
    }
    expect(bench.bridge.state).toEqual({ is: 'available' });
    expect((await ada.does({ type: 'sync' })).epoch).toBe(before);
  });

  it('[ROOM-7] a room that cannot be as it is wanted stays as it was, and harms no other', async () => {
    const [ada] = await pairIn('crowded');
    const [eve] = await pairIn('quiet');
    for (let leg = 0; leg < 20; leg += 1) bench.bridge.addLeg('crowded', `leg-${leg}`, NO_RIGHTS);
    bench.bridge.ensureRoom('no id at all!', 1);
    expect((await ada.does({ type: 'sync' })).epoch).toBe(ada.epoch);
    expect((await eve.does({ type: 'sync' })).epoch).toBe(eve.epoch);
    const { epoch } = ada;
    const many = Array.from({ length: 500 }, () => ({ streamId: 'x', layer: 0 }));
    expect(await ada.refusedTo({ type: 'watch', epoch, streams: many })).toBe('unfit');
    expect(bench.bridge.state).toEqual({ is: 'available' });
  });

  it('[ROOM-7] asks that do not fit are refused by their kind', async () => {
    const [ada] = await pairIn('room-7');
    const wrong = { ...ada.produces('audio'), rtpParameters: ada.produces('video').rtpParameters };
    expect(await ada.refusedTo(wrong)).toBe('unfit');
    expect(await new RoomPage(bench.bridge, 'room-7', 'nobody').refusedTo({ type: 'sync' })).toBe('unknown');
    expect(await new RoomPage(bench.bridge, 'nowhere', 'ada').refusedTo({ type: 'sync' })).toBe('unknown');
  });
});

describe.skipIf(MEDIA_WORKER === undefined)('rooms, when something dies', () => {
  beforeEach(open);
  afterEach(() => bench.dispose());

  it('[ROOM-4] a worker killed: its rooms are on another, the others notice nothing', async () => {
    const [ada, ben] = await pairIn('one');
    const [eve] = roomOf(bench.bridge, 'two', 'eve', 'fay') as [RoomPage, RoomPage];
    await eve.join();
    const before = { ada: ada.epoch, eve: eve.epoch };
    const moved: string[] = [];
    bench.bridge.listen((event) => event.type === 'roomMoved' && moved.push(event.roomId));
    const [first] = bench.processes().workers;
    process.kill(first ?? 0, 'SIGKILL');
    await until(() => moved.length > 0);
    const [hit, spared] = moved[0] === 'one' ? [ada, eve] : [eve, ada];
    await until(() => hit.epoch !== before.ada && hit.epoch !== before.eve);
    expect([before.ada, before.eve]).toContain(spared.epoch);
    expect(moved).toHaveLength(1);
    expect(await hit.refusedTo({ ...hit.produces('audio'), epoch: 'before' })).toBe('stale');
    await hit.join();
    await hit.does(hit.produces('audio'));
    await until(() => bench.processes().workers.length === 2);
    expect(ben.told.some((tell) => tell.type === 'ended')).toBe(false);
  });

  it('[ROOM-4] every worker killed at once: rooms wait for the next ones', async () => {
    const [ada] = await pairIn('room-9');
    const before = ada.epoch;
    for (const worker of bench.processes().workers) process.kill(worker, 'SIGKILL');
    await until(() => ada.epoch !== before);
    await ada.does(ada.produces('audio'));
  });

  it('[ROOM-3] the media process killed: it is started again and has the rooms as they are to be', async () => {
    const [ada, ben] = await pairIn('room-10');
    const before = ada.epoch;
    bench.bridge.addLeg('room-10', 'ben', NO_RIGHTS);
    process.kill(bench.processes().media, 'SIGKILL');
    await until(() => ada.epoch !== before && ben.epoch === ada.epoch);
    await Promise.all([ada.join(), ben.join()]);
    expect(await ben.refusedTo(ben.produces('audio'))).toBe('notAllowed');
    await ada.does(ada.produces('audio'));
    await until(() => ben.hears.length === 1);
  });

  it('[ROOM-3] a service that is started again takes the rooms up as they are; those that are no more are closed', async () => {
    const [ada, ben] = await pairIn('goes-on');
    roomOf(bench.bridge, 'is-over', 'eve', 'fay');
    await ada.does(ada.produces('audio'));
    await until(() => ben.hears.length === 1);
    bench.bridge.stop();
    const after = bench.again();
    await until(() => after.state.is === 'available');
    const [ada2] = roomOf(after, 'goes-on', 'ada', 'ben') as [RoomPage, RoomPage];
    after.keepOnly(new Set(['goes-on']));
    const state = await ada2.does({ type: 'sync' });
    expect(state.epoch).toBe(ada.epoch);
    ben.reconnect(after);
    expect(await ben.does({ type: 'sync' })).toMatchObject({ streams: [{ legId: 'ada', line: 'audio' }] });
    const over = new RoomPage(after, 'is-over', 'eve');
    expect(await over.refusedTo({ type: 'sync' })).toBe('unknown');
  });

  it('[ROOM-3] a service killed −9: media goes on, and the next service finds the rooms', async () => {
    bench.bridge.stop();
    const service = spawn(process.execPath, [new URL('../../testing/roomService.ts', import.meta.url).pathname], {
      env: { ...process.env, ROOM_OPTIONS: JSON.stringify(bench.options) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let epoch = '';
    createInterface({ input: service.stdout }).once('line', (line) => (epoch = line));
    await until(() => epoch !== '').finally(() => (epoch === '' ? service.kill('SIGKILL') : undefined));
    const { media, workers } = bench.processes();
    service.kill('SIGKILL');
    await once(service, 'exit');
    expect(bench.processes()).toEqual({ media, workers });
    const after = bench.again();
    roomOf(after, 'of-the-killed', 'ada', 'ben');
    after.keepOnly(new Set(['of-the-killed']));
    await until(() => after.state.is === 'available');
    const ada = new RoomPage(after, 'of-the-killed', 'ada');
    expect((await ada.does({ type: 'sync' })).epoch).toBe(epoch);
  });

  it('[ROOM-3] ends by itself when no service and no room needs it', async () => {
    const { media } = bench.processes();
    expect(media).toBeGreaterThan(0);
    bench.bridge.stop();
    await until(() => bench.processes().media === 0);
  });
});

it('[ROOM-1] rooms are not there while the worker is not, and it is said why', async () => {
  const bench = await openRooms('/nonexistent/worker');
  expect(bench.bridge.state).toEqual({ is: 'unavailable', why: 'noWorker' });
  bench.bridge.ensureRoom('room-13', 1);
  expect(await new RoomPage(bench.bridge, 'room-13', 'ada').refusedTo({ type: 'sync' })).toBe('unavailable');
  await bench.dispose();
});
