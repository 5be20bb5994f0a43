// The link that a sender means, when they have a part in it and it goes on, and where the other side is reached.
import type { CallId } from '../../protocol/index.ts';
import { linksOf, otherSide, type Link } from '../../domain/call/links.ts';
import type { Address } from '../../domain/switchboard/notices.ts';
import type { Switchboard } from '../../domain/switchboard/switchboard.ts';
import type { Senders } from '../session/senders.ts';

/** `linkId`: of the call for its own link, else as the views say. */
export function ownLink(
  state: Switchboard,
  { callId, side }: Pick<Senders['participant'], 'callId' | 'side'>,
  linkId: CallId,
): { readonly link: Link; readonly other: Address } | undefined {
  const call = state.calls.get(callId);
  const link = call === undefined ? undefined : linksOf(call).find((known) => known.linkId === linkId);
  const other = link === undefined ? undefined : otherSide(link, side);
  if (link === undefined || other === undefined) return undefined;
  return { link, other: other.kind === 'agent' ? `agent:${other.agentId}` : `call:${callId}` };
}
