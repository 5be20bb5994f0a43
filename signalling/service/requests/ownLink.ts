// The link that a sender means, when they have a part in it and it goes on, and where the other side is reached. An agent may have
// links with customers on hold beside the one they talk with.
import type { CallId } from '../../protocol/index.ts';
import { tasksOf } from '../../domain/agent/agent.ts';
import { linksOf, otherSide, type Link } from '../../domain/call/links.ts';
import type { Address } from '../../domain/switchboard/notices.ts';
import type { Switchboard } from '../../domain/switchboard/switchboard.ts';
import type { Senders } from '../session/senders.ts';

/** `callId`: of the call that it belongs to. */
export type OwnLink = { readonly callId: CallId; readonly link: Link; readonly other: Address };

/** `linkId`: of the call for its own link, else as the views say. */
export function ownLink(
  state: Switchboard,
  { callId, side }: Pick<Senders['participant'], 'callId' | 'side'>,
  linkId: CallId,
): OwnLink | undefined {
  const agent = side.kind === 'agent' ? state.agents.get(side.agentId) : undefined;
  const callIds = agent === undefined ? [callId] : tasksOf(agent).map((task) => task.callId);
  for (const id of callIds) {
    const call = state.calls.get(id);
    const link = call === undefined ? undefined : linksOf(call).find((known) => known.linkId === linkId);
    const other = link === undefined ? undefined : otherSide(link, side);
    if (link === undefined || other === undefined) continue;
    return { callId: id, link, other: other.kind === 'agent' ? `agent:${other.agentId}` : `call:${id}` };
  }
  return undefined;
}
