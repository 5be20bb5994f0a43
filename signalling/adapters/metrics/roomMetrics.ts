// The figures of rooms for Prometheus: what the media server says of its workers, and what has gone wrong since the start.
import { Counter, Gauge, type Registry } from 'prom-client';
import type { MediaBridgeEvent, MediaWorker } from '../../service/ports/mediaBridge.ts';

export type RoomGauges = { readonly areAvailable: boolean; readonly workers: readonly MediaWorker[] };

const BY_WORKER = {
  rooms: { name: 'visavis_rooms', help: 'Rooms, by media worker.' },
  legs: { name: 'visavis_room_legs', help: 'Legs in rooms, by media worker.' },
  cpuSeconds: { name: 'visavis_room_worker_cpu_seconds', help: 'Processor time of a media worker since it began.' },
  peakMemoryBytes: { name: 'visavis_room_worker_peak_memory_bytes', help: 'Most memory a media worker has had.' },
  receivedBps: { name: 'visavis_room_received_bits_per_second', help: 'What comes in to a media worker now.' },
  sentBps: { name: 'visavis_room_sent_bits_per_second', help: 'What a media worker sends now.' },
} as const satisfies Record<keyof MediaWorker, { name: string; help: string }>;

export type RoomMetrics = {
  observe(event: MediaBridgeEvent): void;
  set(gauges: RoomGauges): void;
};

export function createRoomMetrics(registers: Registry[]): RoomMetrics {
  const available = new Gauge({
    name: 'visavis_rooms_available',
    help: '1 while calls of more than two have a media server, otherwise 0.',
    registers,
  });
  const byWorker = Object.entries(BY_WORKER).map(
    ([of, about]) => [of as keyof MediaWorker, new Gauge({ ...about, labelNames: ['worker'], registers })] as const,
  );
  const died = new Counter({ name: 'visavis_room_workers_died_total', help: 'Media workers that died.', registers });
  const moved = new Counter({
    name: 'visavis_rooms_moved_total',
    help: 'Rooms that went on at another media worker.',
    registers,
  });
  return {
    observe({ type }) {
      if (type === 'workerDied') died.inc();
      if (type === 'roomMoved') moved.inc();
    },
    set({ areAvailable, workers }) {
      available.set(areAvailable ? 1 : 0);
      for (const [of, gauge] of byWorker) {
        gauge.reset();
        for (const [index, worker] of workers.entries()) gauge.set({ worker: String(index + 1) }, worker[of]);
      }
    },
  };
}
