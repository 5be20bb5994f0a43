// What was decided about mails, as it outlives the app. Pure: knows what their connections call them, and nothing else of a mail; no file and no clock.
import * as z from 'zod/mini';
import { mailKindSchema } from '../../../contract/cti.ts';
import { suspendDraft, type Draft } from './draft.ts';
import { keyOf } from './mailKey.ts';
import { MAX_REMEMBERED, type ReplyBook } from './replyBook.ts';

const MINUTE_MS = 60_000;
const LONGEST_MS = 48 * 60 * MINUTE_MS;

export const decisionSchema = z.strictObject({
  /** Connection and mail as they name themselves: words without meaning outside the mail program that is running. */
  mail: z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9._-]{0,31}\/[A-Za-z0-9_-]{1,64} [A-Za-z0-9_-]{1,64}$/)),
  kind: mailKindSchema,
  /** `none`: only the time counts. */
  decided: z.enum(['none', 'dismissed', 'locked', 'untouched', 'idle', 'sendHung', 'ceiling']),
  /** For how long it has kept calls away, in whole minutes: one that is being written changes this once a minute. */
  heldMs: z.int().check(z.minimum(0), z.maximum(LONGEST_MS)),
});
export type Decision = z.infer<typeof decisionSchema>;

/** Where decisions wait for the next start of the app. */
export type DecisionMemory = {
  readonly read: () => readonly Decision[];
  /** All that there is; at most `MAX_REMEMBERED`. */
  readonly save: (decisions: readonly Decision[]) => void;
};

/** Of every mail that is open, or that a connection has forgotten; the oldest first. */
export function decisionsOf(book: ReplyBook, nowMs: number): Decision[] {
  const open = [...book.connections].flatMap(([connectionId, { drafts }]) =>
    [...drafts].map(([draftId, draft]) => [keyOf(connectionId, draftId), draft] as const),
  );
  return [...new Map([...book.remembered, ...open])]
    .flatMap(([mail, draft]) => decisionOf(mail, draft, nowMs) ?? [])
    .slice(-MAX_REMEMBERED);
}

function decisionOf(mail: string, draft: Draft, nowMs: number): Decision | undefined {
  const { kind, heldBeforeMs, life } = suspendDraft(draft, nowMs);
  if (life.tag === 'exempt') return undefined;
  const heldMs = Math.min(LONGEST_MS, Math.floor(heldBeforeMs / MINUTE_MS) * MINUTE_MS);
  const decided =
    life.tag === 'lapsed' ? life.why : life.tag === 'dismissed' || life.tag === 'locked' ? life.tag : 'none';
  return decided === 'none' && heldMs === 0 ? undefined : { mail, kind, decided, heldMs };
}

/** As if their connections had forgotten them: they are told of again or never. */
export function rememberedFrom(decisions: readonly Decision[]): ReadonlyMap<string, Draft> {
  return new Map(
    decisions.map(({ mail, kind, decided, heldMs }) => [mail, { kind, heldBeforeMs: heldMs, life: lifeAs(decided) }]),
  );
}

function lifeAs(decided: Decision['decided']): Draft['life'] {
  if (decided === 'none') return { tag: 'ended', how: 'lost' };
  return decided === 'dismissed' || decided === 'locked' ? { tag: decided } : { tag: 'lapsed', why: decided };
}
