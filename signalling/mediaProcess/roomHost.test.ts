// Rooms within this process, with mediasoup's real worker: what is left of them.
import { queryObjects } from 'node:v8';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findMediaWorker } from '../../scripts/setup/mediaWorkerFile.ts';
import { ALL_RIGHTS, allHear, parametersOf, sayWhyNot } from '../testing/roomBench.ts';
import { until } from '../testing/serverBench.ts';
import type { MediaOptions, Report } from './contract.ts';
import { MediaLeg } from './mediaLeg.ts';
import { RoomEpoch } from './roomEpoch.ts';
import { RoomHost } from './roomHost.ts';

const MEDIA_WORKER = findMediaWorker();
sayWhyNot(MEDIA_WORKER);

const NAMES = ['ada', 'ben', 'cyd'];
const options: MediaOptions = {
  ...{ socketPath: 'none', workerFile: MEDIA_WORKER ?? '', workers: 1, ports: null, protocols: ['udp'], lingerMs: 0 },
  ...{ listenAddress: '127.0.0.1', announcedAddress: '127.0.0.1' },
};

describe.skipIf(MEDIA_WORKER === undefined)('rooms that were closed', () => {
  let host: RoomHost;
  let reports: Report[];
  beforeEach(async () => {
    reports = [];
    host = new RoomHost(options, (report) => reports.push(report));
    await host.begin();
  });
  afterEach(() => host.end());

  /** Closed while everybody is still being given what the others send. */
  async function useOnce(roomId: string): Promise<void> {
    const legs = NAMES.map((legId) => ({ legId, mayProduce: [...ALL_RIGHTS.mayProduce], mayProduceData: true }));
    host.want({ roomId, generation: 1, legs, hearing: allHear(...NAMES) });
    for (const legId of NAMES) {
      const { answer } = await host.ask(roomId, legId, { type: 'sync' });
      if (answer === null || !('rtpCapabilities' in answer)) throw new Error('the room was not made');
      const { epoch, rtpCapabilities } = answer;
      await host.ask(roomId, legId, { type: 'join', epoch, rtpCapabilities });
      for (const line of ['audio', 'video'] as const) {
        const produced = { type: 'produce', epoch, line, rtpParameters: parametersOf(line), isPaused: false } as const;
        expect(await host.ask(roomId, legId, produced)).toMatchObject({ refusal: null });
      }
    }
    host.close(roomId);
  }

  it('[ROOM-11] leave nothing, also where somebody was just coming in', async () => {
    for (let room = 0; room < 10; room += 1) await useOnce(`room-${room}`);
    reports.length = 0;
    await until(() => [MediaLeg, RoomEpoch].every((kind) => queryObjects(kind, { format: 'count' }) === 0));
    expect(host.roomIds).toEqual([]);
  });
});
