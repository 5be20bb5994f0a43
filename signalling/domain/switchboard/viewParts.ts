// What views of calls and of consultations are both made of. Pure.
import type { AgentCall, AgentId, CallId } from '../../protocol/index.ts';
import type { Agent } from '../agent/agent.ts';
import type { Switchboard } from './switchboard.ts';

export type MediaServers = Pick<AgentCall, 'iceServers' | 'iceExpiresAtMs' | 'relayOnly'>;
/** Media servers for one side of a link. MUST give the same for as long as a generation lasts. */
export type MediaServersFor = (party: 'customer' | 'agent', linkId: CallId, generationSinceMs: number) => MediaServers;

export function requireAgent(state: Switchboard, agentId: AgentId): Agent {
  const agent = state.agents.get(agentId);
  if (agent === undefined) throw new Error('the agent of a call is known');
  return agent;
}
