// The shortest way into a call: an available agent, a customer called Ada, an answer.
import type { AgentPage } from './agentPage.ts';
import type { Cast, OpenOptions } from './cast.ts';
import type { CustomerPage } from './customerPage.ts';

export interface ConnectedCall {
  readonly agent: AgentPage;
  readonly customer: CustomerPage;
}

export async function connectCall(
  cast: Cast,
  options: { media?: 'video' | 'voice'; agent?: OpenOptions; customer?: OpenOptions } = {},
): Promise<ConnectedCall> {
  const agent = await cast.agent(options.agent);
  await agent.goAvailable();
  const customer = await cast.customer(options.customer);
  await customer.call('Ada', options.media);
  await agent.answer();
  return { agent, customer };
}
