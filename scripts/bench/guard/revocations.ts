// How long an agent whose sessions were ended by another process is still connected.
import { once } from 'node:events';
import { NO_SEAL } from '../../../signalling/adapters/store/rowSeal.ts';
import { openStoreIn } from '../../../signalling/server.ts';
import { Line } from '../server/line.ts';

export type Account = { readonly userName: string; readonly password: string };

/** In milliseconds, from the change in the store to the closed socket. `person`: whose address it comes from. */
export async function timesOfRevocations(
  origin: string,
  dataDir: string,
  account: Account,
  person: number,
  count: number,
): Promise<number[]> {
  const store = openStoreIn(dataDir, Date.now(), NO_SEAL);
  const timesMs: number[] = [];
  try {
    for (let round = 0; round < count; round += 1) {
      const line = await Line.open(origin, 'agent', person);
      const { agent } = await line.request('agent.signIn', account);
      const closed = once(line.socket, 'close');
      const beganAtMs = performance.now();
      await store.endSessions(agent.agentId, { keep: null }, Date.now());
      await closed;
      timesMs.push(performance.now() - beganAtMs);
    }
  } finally {
    await store.close();
  }
  return timesMs;
}
