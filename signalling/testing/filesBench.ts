// For tests of files over HTTP: who asks, and what they are answered.
import { createHash } from 'node:crypto';
import { queueIdSchema, type CallId } from '../protocol/index.ts';
import type { AuditEntry, AuditFacts, AuditKind } from '../service/ports/auditStore.ts';
import type { Store } from '../service/ports/store.ts';
import type { Server } from '../server.ts';
import { Client, until } from './serverBench.ts';

export type SignedIn = { readonly client: Client; readonly token: string };

export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export async function signIn(server: Server, userName: string): Promise<SignedIn> {
  const client = await new Client(server).says('agent');
  const { sessionToken } = await client.does('agent.signIn', { userName, password: 'demo' });
  return { client, token: sessionToken };
}

/** An agent in a call with a customer. */
export async function talk(server: Server): Promise<SignedIn & { readonly customer: Client; readonly callId: CallId }> {
  const { client, token } = await signIn(server, 'agent');
  await client.does('agent.setIntent', { intent: { name: 'available' } });
  const customer = await new Client(server).says('customer');
  const about = { requestId: 'r', customerName: 'Zoé', media: 'video', language: 'en' } as const;
  const { call } = await customer.does('call.start', { ...about, topicId: queueIdSchema.parse('cards') });
  const work = () => client.notices('agent.changed').at(-1)?.work;
  await until(() => work()?.name === 'ringing');
  const ringing = work();
  if (ringing?.name !== 'ringing') throw new Error('it rings');
  await client.does('offer.answer', { offerId: ringing.offer.offerId, withVideo: true });
  return { client, token, customer, callId: call.callId };
}

export const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });
/** Such as `200`, `404 callNotFound`. */
export async function answerOf(asked: Promise<Response>): Promise<string> {
  const response = await asked;
  const { status, headers } = response;
  const text = await response.text();
  if (headers.get('content-type')?.startsWith('application/json') !== true) return String(status);
  const { problem } = JSON.parse(text) as { problem?: { code: string } };
  return problem === undefined ? String(status) : `${status} ${problem.code}`;
}

/** Before a server takes the store up: what is noted in its audit log from now on. */
export function watchAudit(store: Store): (kind: AuditKind) => readonly AuditFacts[] {
  const noted: AuditEntry[] = [];
  const append = store.appendAudit.bind(store);
  Object.assign(store, {
    appendAudit: (entry: AuditEntry) => {
      noted.push(entry);
      return append(entry);
    },
  });
  return (kind) => noted.filter((entry) => entry.kind === kind).map(({ facts }) => facts);
}
