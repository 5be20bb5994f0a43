// When nobody has answered for a while. Pure.
import type { ChatMessage } from '../../../signalling/protocol/assist.ts';

/** Two minutes without an answer. */
export const ANSWER_WITHIN_MS = 120_000;

/** `customerWaits`: the agent owes an answer · `customerSilent`: the customer has not answered. */
export type Reminder = 'customerWaits' | 'customerSilent';

/** `messages` in order. Set phrases ask for no answer. */
export function reminderAt(messages: readonly ChatMessage[], nowMs: number): Reminder | undefined {
  const last = messages.at(-1);
  if (!last || last.kind === 'phrase') return undefined;
  const run = messages.slice(messages.findLastIndex(({ by, kind }) => by !== last.by || kind === 'phrase') + 1);
  const sinceMs = run[0]?.atMs ?? last.atMs;
  if (nowMs - sinceMs < ANSWER_WITHIN_MS) return undefined;
  return last.by === 'customer' ? 'customerWaits' : 'customerSilent';
}
