// How many calls and agents are in which state now. Pure.
import { agentWork, isOnline } from '../domain/agent/agent.ts';
import { callPhase } from '../domain/call/call.ts';
import type { Switchboard } from '../domain/switchboard/switchboard.ts';

export type Gauges = {
  readonly callsByPhase: Readonly<Record<string, number>>;
  readonly agentsByWork: Readonly<Record<string, number>>;
};

export function readGauges({ calls, agents }: Switchboard): Gauges {
  const callsByPhase: Record<string, number> = { waiting: 0, ringing: 0, active: 0 };
  for (const call of calls.values()) {
    const { name } = callPhase(call);
    if (name !== 'ended') callsByPhase[name] = (callsByPhase[name] ?? 0) + 1;
  }
  const agentsByWork: Record<string, number> = { idle: 0, ringing: 0, inCall: 0, wrapUp: 0, offline: 0 };
  for (const agent of agents.values()) {
    const name = isOnline(agent) ? agentWork(agent).name : 'offline';
    agentsByWork[name] = (agentsByWork[name] ?? 0) + 1;
  }
  return { callsByPhase, agentsByWork };
}
