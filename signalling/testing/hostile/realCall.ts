// One whole call as our own clients make it, with all that was sent, to be sent again by those who should not.
import { queueIdSchema, type CallId, type OfferId } from '../../protocol/index.ts';
import { Client, until } from '../serverBench.ts';
import { GOOD_QUALITY } from '../serviceBench.ts';

export type RecordedCall = {
  readonly callId: CallId;
  readonly offerId: OfferId;
  readonly callToken: string;
  readonly sessionToken: string;
  readonly agentFrames: readonly string[];
  readonly customerFrames: readonly string[];
};

/** From an address of its own, where proxies are trusted. Fails when anything about the call is not as it should be. `sessionToken`: of an earlier call of this agent. */
export async function makeRealCall(
  server: { readonly port: number; readonly origin: string },
  userName: string,
  sessionToken?: string,
): Promise<RecordedCall> {
  const headers = { 'x-forwarded-for': '192.0.2.1' };
  const [agent, customer] = [new Client(server, { headers }), new Client(server, { headers })];
  const [agentFrames, customerFrames] = [recorded(agent), recorded(customer)];
  await agent.says('agent');
  const token = sessionToken ?? (await agent.does('agent.signIn', { userName, password: 'demo' })).sessionToken;
  await agent.does('agent.resume', { sessionToken: token });
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  await customer.says('customer');
  const { topics } = await customer.does('lobby.topics', {});
  const { callToken, call } = await customer.does('call.start', {
    requestId: `a-real-request-${performance.now()}`.replace('.', '-'),
    customerName: 'Real Person',
    topicId: topics[0]?.id ?? queueIdSchema.parse('cards'),
    media: 'video',
    language: 'en',
  });
  const { callId } = call;
  const work = () => agent.notices('agent.changed').at(-1)?.work;
  await until(() => work()?.name === 'ringing');
  const ringing = work();
  if (ringing?.name !== 'ringing' || ringing.offer.callId !== callId) throw new Error('this very call rings');
  const { offerId } = ringing.offer;
  await agent.does('offer.answer', { offerId, withVideo: true });
  const signal = { type: 'offer', sdp: 'v=0' } as const;
  await agent.does('peer.signal', { callId, generation: 1, signal });
  await until(() => customer.notices('peer.signalled').length === 1);
  await customer.does('peer.reportConnected', { callId, generation: 1 });
  await customer.does('peer.renew', { callId, generation: 1 });
  await agent.does('call.hold', { held: true });
  await customer.does('call.reportQuality', { callId, quality: GOOD_QUALITY });
  await customer.does('assist.policy', {});
  await agent.does('library.list', {});
  await customer.does('call.offerHandOver', {});
  const entry = { kind: 'chat', messageId: 'm1', text: 'A real sentence.' } as const;
  await customer.does('call.addEntry', { callId, entryId: 'e1', entry });
  await customer.does('call.hangUp', {});
  await agent.does('wrapUp.finish', { callId, reasonId: 'other', notes: 'A real call.' });
  const { records } = await agent.does('history.recent', { limit: 1 });
  if (records[0]?.callId !== callId || records[0].outcome !== 'answered') throw new Error('it is on record');
  const { entries } = await agent.does('history.entries', { callId });
  if (entries.length !== 1 || entries[0]?.party !== 'customer') throw new Error('what was said is on record');
  for (const client of [agent, customer]) client.socket.close();
  return { callId, offerId, callToken, sessionToken: token, agentFrames, customerFrames };
}

function recorded({ socket }: Client): readonly string[] {
  const frames: string[] = [];
  const send = socket.send.bind(socket) as (text: string) => void;
  socket.send = (text: string) => {
    frames.push(text);
    send(text);
  };
  return frames;
}
