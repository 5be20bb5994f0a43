// transfer.targets: to whom a call may be handed on.
import { ok, type AgentId, type Colleague, type TargetQueue } from '../../../protocol/index.ts';
import { agentIntent, agentWork, isOnline, isWriting, type Agent } from '../../../domain/agent/agent.ts';
import { isOpenAt } from '../../../domain/queue/openingHours.ts';
import type { Switchboard } from '../../../domain/switchboard/switchboard.ts';
import type { Handler } from '../handler.ts';

const MOST_COLLEAGUES = 100;
/** Those who can be rung first, those who are not there last. */
const STATES: readonly Colleague['state'][] = ['free', 'busy', 'writing', 'away', 'offline'];

export const transferTargets: Handler<'transfer.targets'> = {
  from: 'signedInAgent',
  answer: ({ find = '' }, { agentId }, { runner, clock }) => {
    const { state } = runner;
    const wanted = folded(find);
    return ok({
      colleagues: colleaguesOf(state, agentId, wanted),
      queues: queuesOf(state, wanted, clock.nowMs()),
    });
  },
};

function colleaguesOf(state: Switchboard, own: AgentId, wanted: string): Colleague[] {
  return [...state.agents.values()]
    .filter(({ context }) => context.agentId !== own && folded(context.displayName).includes(wanted))
    .map((agent) => ({ agentId: agent.context.agentId, name: agent.context.displayName, state: stateOf(agent) }))
    .sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || a.name.localeCompare(b.name, 'en'))
    .slice(0, MOST_COLLEAGUES);
}

function queuesOf(state: Switchboard, wanted: string, nowMs: number): TargetQueue[] {
  return [...state.queues.values()]
    .filter(({ name }) => folded(name.en).includes(wanted) || folded(name.fr).includes(wanted))
    .map(({ id, name, hours }) => ({
      queueId: id,
      name,
      open: isOpenAt(hours, nowMs),
      waiting: state.line.waitingIn(id),
    }));
}

function stateOf(agent: Agent): Colleague['state'] {
  if (!isOnline(agent)) return 'offline';
  if (agentWork(agent).name !== 'idle') return 'busy';
  if (isWriting(agent)) return 'writing';
  return agentIntent(agent).name === 'available' ? 'free' : 'away';
}

/** Without case and accents: what is typed finds what is meant. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
