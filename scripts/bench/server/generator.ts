// The load generator's process: does what the bench orders over the IPC channel, and ends with it.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  beginWriting,
  connectAgents,
  disconnectAgents,
  joinLine,
  makeAvailable,
  runCalls,
  type CallLoadOrder,
  type LineOrder,
} from './callLoad.ts';
import { addressOf, inParallel } from './line.ts';
import { openBarePairs, openCalls, openCustomers, runRelay, type RelayOrder } from './relayLoad.ts';

const bareSockets: WebSocket[] = [];

/** Every order the generator takes. */
const orders = {
  connectAgents: ({ origin, sessionTokens }: { origin: string; sessionTokens: string[] }) =>
    connectAgents(origin, sessionTokens),
  beginWriting: ({ count }: { count: number }) => beginWriting(count),
  joinLine: (order: LineOrder) => joinLine(order),
  makeAvailable: () => makeAvailable(),
  disconnectAgents: () => disconnectAgents(),
  connectBare: ({ origin, count }: { origin: string; count: number }) =>
    inParallel(count, 32, async (number) => {
      const socket = new WebSocket(origin.replace('http', 'ws'), {
        localAddress: addressOf(number),
        perMessageDeflate: false,
      });
      await once(socket, 'open');
      bareSockets.push(socket);
    }),
  disconnectBare: () => {
    for (const socket of bareSockets.splice(0)) socket.close();
  },
  runCalls: (order: CallLoadOrder) => runCalls(order),
  openPairs: async ({ ours, bare, sessionTokens }: { ours: string; bare: string; sessionTokens: string[] }) => {
    await Promise.all([openCalls(ours, sessionTokens), openCustomers(ours, sessionTokens.length)]);
    await openBarePairs(bare, sessionTokens.length);
  },
  runRelay: (order: RelayOrder) => runRelay(order),
};
export type Orders = typeof orders;

process.on('message', (message: { order: keyof Orders; params: never }) => {
  const work: (params: never) => unknown = orders[message.order];
  Promise.resolve()
    .then(() => work(message.params))
    .then(
      (result) => process.send?.({ ok: true, result }),
      (error: unknown) => process.send?.({ ok: false, reason: error instanceof Error ? error.message : String(error) }),
    );
});
process.on('disconnect', () => process.exit(0));
