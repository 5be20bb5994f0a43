// What views of calls and of consultations are both made of. Pure.
import type { AgentCall, AgentId, CallId } from '../../protocol/index.ts';
import type { Agent } from '../agent/agent.ts';
import type { Switchboard } from './switchboard.ts';

export type MediaServers = Pick<AgentCall, 'iceServers' | 'iceExpiresAtMs' | 'relayOnly'>;
/** Media servers for one side of a link, with credentials that are good from then on. MUST give the same for the same moment. */
export type MediaServersFor = (party: 'customer' | 'agent', linkId: CallId, sinceMs: number) => MediaServers;

export function requireAgent(state: Switchboard, agentId: AgentId): Agent {
  const agent = state.agents.get(agentId);
  if (agent === undefined) throw new Error('the agent of a call is known');
  return agent;
}
