// What the queues have to count of one call: it comes to the queue it arrives in, and to each that it is handed on to. Pure.
import type { EndReason, Outcome, QueueId } from '../../protocol/index.ts';
import { isOwnPart } from '../call/segments.ts';
import type { Segment } from '../call/callEvents.ts';

/** One call in one queue. `answeredAtMs` is null when nobody of it answered. */
export type QueueVisit = {
  readonly queueId: QueueId;
  /** When it arrived, or was handed on to this queue. */
  readonly cameAtMs: number;
  readonly answeredAtMs: number | null;
  /** The customer gave up there. */
  readonly abandoned: boolean;
};

export type VisitingCall = {
  /** Where it is now, or was last. */
  readonly queueId: QueueId;
  readonly startedAtMs: number;
  readonly parts: readonly Pick<Segment, 'how' | 'queueId' | 'joinedMs' | 'leftMs'>[];
  /** null: it goes on. */
  readonly ending: { readonly outcome: Outcome; readonly reason: EndReason } | null;
};

/** In order. A call that goes back into line, or to a colleague, is in the same queue as before, which has answered it already. */
export function queueVisits({ queueId, startedAtMs, parts, ending }: VisitingCall): readonly QueueVisit[] {
  const visits: QueueVisit[] = [];
  let before = { queueId: parts[0]?.queueId ?? queueId, leftMs: startedAtMs };
  for (const [index, part] of parts.filter(isOwnPart).entries()) {
    if (index === 0 || part.queueId !== before.queueId) {
      visits.push({
        queueId: part.queueId,
        cameAtMs: before.leftMs,
        answeredAtMs: part.joinedMs,
        abandoned: false,
      });
    }
    before = { queueId: part.queueId, leftMs: part.leftMs ?? part.joinedMs };
  }
  if (visits.length > 0 && before.queueId === queueId) return visits;
  const abandoned = ending !== null && isGivenUp(ending);
  return [...visits, { queueId, cameAtMs: before.leftMs, answeredAtMs: null, abandoned }];
}

/** Of a call that is handed on the outcome is `answered` whatever follows: what counts is why it ended. */
function isGivenUp({ outcome, reason }: { readonly outcome: Outcome; readonly reason: EndReason }): boolean {
  return outcome === 'abandoned' || (outcome === 'answered' && reason !== 'queueClosed');
}
