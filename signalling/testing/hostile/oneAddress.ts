// One stranger who wants everybody else kept out: connections, calls and guesses, all from one address of this machine.
import type { Server } from '../../server.ts';
import { queueIdSchema } from '../../protocol/index.ts';
import { Client } from '../serverBench.ts';

export type OneAddress = {
  /** How each request was answered: `call.start ok` → 50. */
  readonly results: ReadonlyMap<string, number>;
  /** Of the connections that did nothing after hello. */
  readonly openCount: number;
};

export type OneAddressCounts = {
  /** Say hello and stay. */
  readonly idle: number;
  readonly calls: number;
  /** Wrong passwords for one name. */
  readonly guesses: number;
};

/** Resolves when everything has been answered; nothing is let go of. */
export async function attackFrom(
  server: Pick<Server, 'port' | 'origin'>,
  localAddress: string,
  { idle, calls, guesses }: OneAddressCounts,
): Promise<OneAddress> {
  const results = new Map<string, number>();
  const open = (party: 'agent' | 'customer') => new Client(server, { localAddress }).says(party);
  const ask = async (client: Client, name: string, params: unknown): Promise<void> => {
    const reply = await client.asks(name, params, 60_000);
    const result = `${name} ${reply.ok ? 'ok' : reply.problem.code}`;
    results.set(result, (results.get(result) ?? 0) + 1);
  };
  const topicId = queueIdSchema.parse('cards');
  for (let count = 0; count < calls; count += 1) {
    const about = { requestId: `bot-${count}`, customerName: 'Bot', topicId, media: 'voice', language: 'en' };
    await ask(await open('customer'), 'call.start', about);
  }
  const guesser = await open('agent');
  for (let count = 0; count < guesses; count += 1) {
    await ask(guesser, 'agent.signIn', { userName: 'agent', password: `guess-${count}` });
  }
  const idlers: Client[] = [];
  for (let count = 0; count < idle; count += 1) idlers.push(await open('customer'));
  return {
    results,
    get openCount() {
      return idlers.filter(({ closedWith }) => closedWith === null).length;
    },
  };
}
