// The figures as Prometheus reads them.
import { expect, it } from 'vitest';
import { createPromMeter } from './promMeter.ts';

const NOTHING = { connections: 0, callsByPhase: {}, agentsByWork: {} };
const WORKER = { rooms: 2, legs: 7, cpuSeconds: 1.5, peakMemoryBytes: 3e7, receivedBps: 9e5, sentBps: 2e6 };

async function roomLines(meter: ReturnType<typeof createPromMeter>, workers: readonly (typeof WORKER)[]) {
  const body = await meter.render({ ...NOTHING, rooms: { areAvailable: workers.length > 0, workers } });
  return body.split('\n').filter((line) => /^visavis_room/.test(line));
}

it('[ROOM-12] rooms are told of by worker, and a worker that is gone is not told of any more', async () => {
  const meter = createPromMeter();
  meter.observeRooms({ type: 'workerDied', rooms: 1 });
  meter.observeRooms({ type: 'roomMoved', roomId: 'room' });
  expect(await roomLines(meter, [WORKER, { ...WORKER, rooms: 0 }])).toEqual(
    expect.arrayContaining([
      'visavis_rooms_available 1',
      'visavis_rooms{worker="1"} 2',
      'visavis_rooms{worker="2"} 0',
      'visavis_room_legs{worker="1"} 7',
      'visavis_room_worker_cpu_seconds{worker="1"} 1.5',
      'visavis_room_sent_bits_per_second{worker="1"} 2000000',
      'visavis_room_workers_died_total 1',
      'visavis_rooms_moved_total 1',
    ]),
  );
  const gone = ['visavis_rooms_available 0', 'visavis_room_workers_died_total 1', 'visavis_rooms_moved_total 1'];
  expect(await roomLines(meter, [])).toEqual(gone);
});
