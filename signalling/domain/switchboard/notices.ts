// Who must be told what after a decision: everyone whose view differs from the one before. Pure.
import type { AgentId, CallId, Notice } from '../../protocol/index.ts';
import { isOnline } from '../agent/agent.ts';
import type { Decision, Switchboard } from './switchboard.ts';
import { agentView, customerCallView } from './views.ts';
import type { MediaServersFor } from './viewParts.ts';

/** Where a notice goes: to whoever speaks for this agent or this call's customer. */
export type Address = `agent:${AgentId}` | `call:${CallId}`;
export type AddressedNotice = { readonly address: Address; readonly notice: Notice };

export function noticesOf(
  before: Switchboard,
  decision: Decision,
  mediaServersFor: MediaServersFor,
): readonly AddressedNotice[] {
  return [...agentNotices(before, decision, mediaServersFor), ...callNotices(before, decision, mediaServersFor)];
}

function callNotices(
  before: Switchboard,
  decision: Decision,
  mediaServersFor: MediaServersFor,
): readonly AddressedNotice[] {
  const after = decision.state;
  const notices: AddressedNotice[] = [];
  const concerned = new Map(decision.changedCalls.map((call) => [call.context.facts.callId, call]));
  for (const queueId of new Set([...before.line.queues, ...after.line.queues])) {
    for (const callId of after.line.callsOf(queueId)) {
      const [was, is] = [before.calls.get(callId), after.calls.get(callId)];
      if (is !== undefined && (was === undefined || before.line.placeOf(was) !== after.line.placeOf(is)))
        concerned.set(callId, is);
    }
  }
  for (const [callId, call] of concerned) {
    const view = customerCallView(after, call, mediaServersFor);
    const callBefore = before.calls.get(callId);
    if (callBefore !== undefined && isSame(customerCallView(before, callBefore, mediaServersFor), view)) continue;
    notices.push({ address: `call:${callId}`, notice: { name: 'call.changed', payload: view } });
  }
  return notices;
}

function agentNotices(
  before: Switchboard,
  decision: Decision,
  mediaServersFor: MediaServersFor,
): readonly AddressedNotice[] {
  const after = decision.state;
  const concerned = new Set(decision.changedAgents.map(({ context }) => context.agentId));
  for (const { context } of decision.changedCalls) {
    if (context.conversation !== null) concerned.add(context.conversation.agentId);
    if (context.consult !== null) concerned.add(context.consult.offer.agentId);
  }
  for (const agentId of writersWhoCount(before, after)) concerned.add(agentId);
  const notices: AddressedNotice[] = [];
  for (const agentId of concerned) {
    const agent = after.agents.get(agentId);
    // Nobody listens for an agent who is offline; one who has just signed out is told by the reply.
    if (agent === undefined || !isOnline(agent)) continue;
    const view = agentView(after, agent, mediaServersFor);
    const agentBefore = before.agents.get(agentId);
    if (agentBefore !== undefined && isSame(agentView(before, agentBefore, mediaServersFor), view)) continue;
    notices.push({ address: `agent:${agentId}`, notice: { name: 'agent.changed', payload: view } });
  }
  return notices;
}

/** Those whose calls are held see how many wait, and whenever that changes. */
function writersWhoCount(before: Switchboard, after: Switchboard): readonly AgentId[] {
  return before.line.size === after.line.size ? [] : [...after.staff.writing.keys()];
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
