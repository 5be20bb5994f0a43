// Callers whom nobody serves: they come, and some leave, while misfortunes strike. What they were told must hold afterwards.
import { once } from 'node:events';
import { queueIdSchema, type CustomerCall } from '../../protocol/index.ts';
import type { ChildServer } from '../childServer.ts';
import type { Ledger } from '../kills/ledger.ts';
import { Client } from '../serverBench.ts';

/** `leaving`: it was asked for, and not acknowledged. */
export type LineCall = {
  readonly name: string;
  readonly callToken: string;
  readonly askedAt: number;
  state: 'inLine' | 'leaving' | 'left';
};
const PHASES = { inLine: ['waiting'], leaving: ['waiting', 'ended'], left: ['ended'] };

/** Calls, and perhaps leaves again. Null: the call was not acknowledged. */
export async function comeAndGo(
  server: ChildServer,
  ledger: Ledger,
  number: number,
  leaves: boolean,
): Promise<LineCall | null> {
  const name = `Zoe ${number}`;
  const askedAt = ledger.nextNumber();
  try {
    const client = new Client(server);
    await once(client.socket, 'open');
    await client.says('customer');
    const topicId = queueIdSchema.parse('cards');
    const about = { requestId: `request-number-${number}-of-the-walk`, customerName: name, topicId };
    const reply = await client.asks('call.start', { ...about, media: 'voice', language: 'en' });
    if (!reply.ok) return null;
    const { callToken, call } = reply.result as { callToken: string; call: CustomerCall };
    ledger.customerSees(name, call, askedAt);
    const mine: LineCall = { name, callToken, askedAt, state: 'inLine' };
    if (leaves) await leave(client, mine);
    return mine;
  } catch {
    return null;
  }
}

export async function leave(client: Client, call: LineCall): Promise<void> {
  call.state = 'leaving';
  const reply = await client.asks('call.leaveLine', {}).catch(() => null);
  // What was refused has changed nothing.
  if (reply !== null) call.state = reply.ok ? 'left' : 'inLine';
}

/** Comes back to it, on a connection that stays. Long before the grace of whoever was cut off is over. */
export async function comeBack(server: ChildServer, ledger: Ledger, call: LineCall): Promise<Client> {
  const client = await new Client(server).says('customer');
  const reply = await client.asks('call.resume', { callToken: call.callToken });
  if (!reply.ok) {
    ledger.violations.push(`${call.name} is ${call.state} and was refused: ${reply.problem.code}`);
    return client;
  }
  const seen = (reply.result as { call: CustomerCall }).call;
  ledger.customerSees(call.name, seen, call.askedAt);
  if (!PHASES[call.state].includes(seen.phase.name)) {
    ledger.violations.push(`${call.name} is ${call.state} and ${seen.phase.name}`);
  }
  if (seen.phase.name === 'ended') client.socket.terminate();
  return client;
}
