// What rooms that were made and closed leave behind in the media process and its worker.
import { readFileSync } from 'node:fs';
import { allHear, ALL_RIGHTS, openRooms, RoomPage } from '../../../signalling/testing/roomBench.ts';

export type RoomMemory = { readonly rooms: number; readonly processBytes: number; readonly workerBytes: number };

const NAMES = ['ada', 'ben', 'cyd'];
const EVERY = 50;

/** Rooms of three with sound and picture, one after the other; looked at after the first and after each fifty. */
export async function measureMemory(workerFile: string, rooms: number): Promise<readonly RoomMemory[]> {
  const bench = await openRooms(workerFile, { workers: 1 });
  const samples: RoomMemory[] = [];
  try {
    for (let room = 0; room <= rooms; room += 1) {
      const roomId = `room-${room}`;
      bench.bridge.ensureRoom(roomId, 1);
      const pages = NAMES.map((name) => new RoomPage(bench.bridge, roomId, name));
      for (const name of NAMES) bench.bridge.addLeg(roomId, name, ALL_RIGHTS);
      bench.bridge.setHearing(roomId, allHear(...NAMES));
      await Promise.all(pages.map((page) => page.join()));
      for (const page of pages) for (const line of ['audio', 'video'] as const) await page.does(page.produces(line));
      bench.bridge.closeRoom(roomId);
      for (const page of pages) page.leave();
      if (room % EVERY !== 0) continue;
      const { media, workers } = bench.processes();
      const sample = { rooms: room, processBytes: residentBytes(media), workerBytes: residentBytes(workers[0] ?? 0) };
      samples.push(sample);
    }
  } finally {
    await bench.dispose();
  }
  return samples;
}

function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1024;
}
