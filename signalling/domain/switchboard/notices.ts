// Who must be told what at once after a decision: everyone of whom something changed and whose view differs from the one before. The
// places of others and how many wait are told beside it (service/runner/lineTeller.ts). Pure.
import type { AgentId, CallId, LegId, Notice } from '../../protocol/index.ts';
import { isOnline } from '../agent/agent.ts';
import type { Call } from '../call/call.ts';
import { guestView } from './conferenceViews.ts';
import type { Decision, Switchboard } from './switchboard.ts';
import { agentView, customerCallView } from './views.ts';
import type { MediaServersFor } from './viewParts.ts';

/** Where a notice goes: to whoever speaks for this agent, this call's customer, or this guest's leg. */
export type Address = `agent:${AgentId}` | `call:${CallId}` | `leg:${LegId}`;
export type AddressedNotice = { readonly address: Address; readonly notice: Notice };

export function noticesOf(
  before: Switchboard,
  decision: Decision,
  mediaServersFor: MediaServersFor,
): readonly AddressedNotice[] {
  return [
    ...agentNotices(before, decision, mediaServersFor),
    ...callNotices(before, decision, mediaServersFor),
    ...guestNotices(before, decision, mediaServersFor),
  ];
}

function callNotices(
  before: Switchboard,
  decision: Decision,
  mediaServersFor: MediaServersFor,
): readonly AddressedNotice[] {
  const after = decision.state;
  const notices: AddressedNotice[] = [];
  for (const call of decision.changedCalls) {
    const { callId } = call.context.facts;
    const view = customerCallView(after, call, mediaServersFor);
    const callBefore = before.calls.get(callId);
    if (callBefore !== undefined && isSame(customerCallView(before, callBefore, mediaServersFor), view)) continue;
    notices.push({ address: `call:${callId}`, notice: { name: 'call.changed', payload: view } });
  }
  return notices;
}

/** Also of guests who have just left it: they are told. */
function guestNotices(
  before: Switchboard,
  { state, changedCalls }: Decision,
  mediaServersFor: MediaServersFor,
): readonly AddressedNotice[] {
  return changedCalls.flatMap((call) => {
    const callBefore = before.calls.get(call.context.facts.callId);
    const legs = new Set([...guestLegs(callBefore), ...guestLegs(call)]);
    return [...legs].flatMap((legId): AddressedNotice[] => {
      const payload = guestView(state, call, legId, mediaServersFor);
      if (isSame(guestView(before, callBefore, legId, mediaServersFor), payload)) return [];
      return [{ address: `leg:${legId}`, notice: { name: 'guest.changed', payload } }];
    });
  });
}

function guestLegs(call: Call | undefined): readonly LegId[] {
  return call?.context.participants.flatMap(({ role, legs: [leg] }) => (role === 'guest' ? [leg.legId] : [])) ?? [];
}

function agentNotices(
  before: Switchboard,
  decision: Decision,
  mediaServersFor: MediaServersFor,
): readonly AddressedNotice[] {
  const after = decision.state;
  const concerned = new Set(decision.changedAgents.map(({ context }) => context.agentId));
  for (const { context } of decision.changedCalls) {
    for (const { who } of context.participants) if (who.kind === 'agent') concerned.add(who.agentId);
  }
  // How many wait for them makes no difference here.
  const asBefore = { ...before, line: after.line };
  const notices: AddressedNotice[] = [];
  for (const agentId of concerned) {
    const agent = after.agents.get(agentId);
    // Nobody listens for an agent who is offline; one who has just signed out is told by the reply.
    if (agent === undefined || !isOnline(agent)) continue;
    const view = agentView(after, agent, mediaServersFor);
    const agentBefore = before.agents.get(agentId);
    if (agentBefore !== undefined && isSame(agentView(asBefore, agentBefore, mediaServersFor), view)) continue;
    notices.push({ address: `agent:${agentId}`, notice: { name: 'agent.changed', payload: view } });
  }
  return notices;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
