// How many connections one network can hold that say hello and nothing else.
import { pause } from '../measure/progress.ts';
import { Line } from '../server/line.ts';

const SETTLES_MS = 500;

/** Of `tried` connections from one address, those that are still open. */
export async function heldByOneNetwork(origin: string, person: number, tried: number): Promise<number> {
  const lines: Line[] = [];
  for (let count = 0; count < tried; count += 1) lines.push(await Line.open(origin, 'customer', person));
  await pause(SETTLES_MS);
  const held = lines.filter(({ socket }) => socket.readyState === socket.OPEN).length;
  for (const line of lines) line.close();
  return held;
}
