// What was measured of a call, by the agents' parts in it: each page sums up from the agent's first moment to their last.
import { QUALITY_SAMPLE_MS, type AgentId, type CallId, type CallQuality, type Quality } from '../../protocol/index.ts';
import { isOwnPart } from '../../domain/call/segments.ts';
import type { LeftSegment } from '../../domain/switchboard/switchboard.ts';
import type { QualityNote, RecordStore } from '../ports/store.ts';
import type { Runner } from '../runner/runner.ts';

/** `leftMs` is null while it goes on. `isClosed`: nothing is taken of it from its agent any more. */
type Part = Pick<LeftSegment, 'number' | 'agentId' | 'joinedMs'> & {
  readonly leftMs: number | null;
  readonly isClosed: boolean;
};

/** The parts of those who had the call, in order. None: it was not answered, or is not known. */
export async function partsOfCall(
  callId: CallId,
  { runner, store }: { readonly runner: Pick<Runner, 'state'>; readonly store: RecordStore },
): Promise<readonly Part[]> {
  const live = runner.state.calls.get(callId);
  if (live !== undefined) {
    return live.context.segments.flatMap((segment, index) =>
      isOwnPart(segment)
        ? [{ ...segment, number: index + 1, isClosed: segment.leftMs !== null && segment.wrapUp !== 'open' }]
        : [],
    );
  }
  return (await store.segmentsOf(callId)).filter(isOwnPart).map((part) => ({ ...part, isClosed: true }));
}

/** The part that an agent may say anything of: the one they have, or wrap up. */
export function partOfAgent(parts: readonly Part[], agentId: AgentId): Part | undefined {
  return parts.findLast((part) => part.agentId === agentId && !part.isClosed);
}

/** The part that a customer's page measured. Its last word on one agent comes when the next may have the call already: it took longer. */
export function partMeasured(parts: readonly Part[], { samples }: Quality, nowMs: number): Part | undefined {
  const last = parts.at(-1);
  if (last === undefined) return undefined;
  const lastedMs = (last.leftMs ?? nowMs) - last.joinedMs;
  return samples * QUALITY_SAMPLE_MS <= lastedMs ? last : (parts.at(-2) ?? last);
}

/** What each side said of these parts, the latest that it said anything of; null: nothing. */
export function qualityOfParts(notes: readonly QualityNote[], numbers: readonly number[]): CallQuality | null {
  const of = notes.filter(({ number }) => numbers.includes(number));
  if (of.length === 0) return null;
  return Object.fromEntries(of.map(({ party, quality }) => [party, quality]));
}
