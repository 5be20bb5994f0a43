// What pages in a room say to each other over data, with the real media process and mediasoup's real worker.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const MEDIA_WORKER = findMediaWorker();
sayWhyNot(MEDIA_WORKER);

let bench: RoomBench;

/** Two who hear each other. */
async function pairIn(roomId: string): Promise<[RoomPage, RoomPage]> {
  const { bridge } = bench;
  bridge.ensureRoom(roomId, 1);
  const [ada, ben] = [new RoomPage(bridge, roomId, 'ada'), new RoomPage(bridge, roomId, 'ben')];
  for (const legId of ['ada', 'ben']) bridge.addLeg(roomId, legId, ALL_RIGHTS);
  bridge.setHearing(roomId, allHear('ada', 'ben'));
  await Promise.all([ada.join(), ben.join()]);
  return [ada, ben];
}

describe.skipIf(MEDIA_WORKER === undefined)('data in rooms', () => {
  beforeAll(async () => void (bench = await openRooms(MEDIA_WORKER ?? '')));
  afterAll(() => bench.dispose());

  it('[ROOM-10] data is for one alone, and only between those who have each other’s', async () => {
    const [ada, ben] = await pairIn('room-11');
    const cyd = new RoomPage(bench.bridge, 'room-11', 'cyd');
    bench.bridge.addLeg('room-11', 'cyd', ALL_RIGHTS);
    bench.bridge.addLeg('room-11', 'sue', NO_RIGHTS);
    bench.bridge.setHearing('room-11', allHear('ada', 'ben', 'cyd', 'sue'));
    await cyd.join();
    await until(() => ada.peers.length === 2);
    expect([ada.peers, ben.peers, cyd.peers]).toEqual([
      ['ben', 'cyd'],
      ['ada', 'cyd'],
      ['ada', 'ben'],
    ]);
    for (const to of ['sue', 'ada', 'nobody']) expect(await ada.refusedTo(ada.producesData(to)), to).toBe('notAllowed');
    await ada.does(ada.producesData('ben'));
    await ada.does(ada.producesData('cyd'));
    await ben.does(ben.producesData('ada'));
    await until(() => ben.hears.length === 1 && cyd.hears.length === 1 && ada.hears.length === 1);
    expect([ben.streams[0]?.sourceId === cyd.streams[0]?.sourceId, ada.hears]).toEqual([false, ['ben state']]);

    // What goes one way only is no talk: both ways end.
    const without = allHear('ada', 'ben', 'cyd').filter(({ legId, of }) => legId !== 'ada' || of !== 'ben');
    bench.bridge.setHearing('room-11', without);
    await until(() => ada.peers.length === 1 && ben.hears.length === 0 && ada.hears.length === 0);
    expect([ada.peers, ben.peers, cyd.hears]).toEqual([['cyd'], ['cyd'], ['ada state']]);
    expect(await ben.refusedTo(ben.producesData('ada'))).toBe('notAllowed');
    expect(await ada.does({ type: 'sync' })).toMatchObject({ peers: ['cyd'], streams: [] });
  });

  it('[ROOM-10][ROOM-13] what is said to a page that begins anew goes another way than to that of before', async () => {
    const [ada, ben] = await pairIn('room-12');
    await until(() => ben.peers.length === 1);
    await ben.does(ben.producesData('ada'));
    await until(() => ada.hears.length === 1);
    const [first] = ada.streams;
    const known = ben.told.length;
    const reloaded = new RoomPage(bench.bridge, 'room-12', 'ada');
    const { epoch, rtpCapabilities, peers } = await reloaded.does({ type: 'enter' });
    expect(peers).toEqual(['ben']);
    const tells = ben.told.slice(known).flatMap((tell) => (tell.type === 'peers' ? [tell.peers] : []));
    expect(tells).toEqual([[], ['ada']]);
    await reloaded.does({ type: 'join', epoch, rtpCapabilities });
    await ben.does(ben.producesData('ada'));
    await until(() => reloaded.hears.length === 1);
    expect(reloaded.streams[0]?.sourceId).not.toBe(first?.sourceId);
  });
});
