// A call that goes on while others mean no good.
import { queueIdSchema, type CallId } from '../../protocol/index.ts';
import { Client, until } from '../serverBench.ts';

type Target = { readonly port: number; readonly origin: string };

export type KeptCall = {
  /** Rejects when what one side says does not reach the other, or the call is over for one of them. */
  goesOn(): Promise<void>;
};

/** Of an agent who is available, with a new customer at that address. */
export async function callOf(
  agent: Client,
  server: Target,
  localAddress: string,
): Promise<{ readonly customer: Client; readonly callId: CallId }> {
  const customer = await new Client(server, { localAddress }).says('customer');
  const about = { customerName: 'Ada', topicId: queueIdSchema.parse('cards'), media: 'voice', language: 'en' } as const;
  const requestId = `request-at-${performance.now()}`.replace('.', '-');
  const { call } = await customer.does('call.start', { ...about, requestId });
  const work = () => agent.notices('agent.changed').at(-1)?.work;
  await until(() => work()?.name === 'ringing');
  const ringing = work();
  if (ringing?.name !== 'ringing' || ringing.offer.callId !== call.callId) throw new Error('this very call rings');
  await agent.does('offer.answer', { offerId: ringing.offer.offerId, withVideo: false });
  await until(() => customer.notices('call.changed').at(-1)?.phase.name === 'active');
  return { customer, callId: call.callId };
}

export async function keepCall(server: Target, userName: string, localAddress: string): Promise<KeptCall> {
  const agent = await new Client(server, { localAddress }).says('agent');
  await agent.does('agent.signIn', { userName, password: 'demo' });
  await agent.does('agent.setIntent', { intent: { name: 'available' } });
  const { customer, callId } = await callOf(agent, server, localAddress);
  // Attacks may last longer than a call may be without media.
  await agent.does('peer.reportConnected', { callId, generation: 1 });
  const signal = { type: 'renegotiate', renegotiate: true } as const;
  const reaches = async (from: Client, to: Client): Promise<void> => {
    const before = to.notices('peer.signalled').length;
    await from.does('peer.signal', { callId, generation: 1, signal });
    await until(() => to.notices('peer.signalled').length > before);
  };
  return {
    async goesOn() {
      await reaches(agent, customer);
      await reaches(customer, agent);
    },
  };
}
