// One mail being written, from its window's opening to its end, and whether it keeps calls away. Pure: knows no connection, clock or page.
import type { DraftState, MailKind } from '../../../contract/cti.ts';
import type { ReplyEnding } from '../../../contract/index.ts';
import type { ReplyPolicy } from './replyPolicy.ts';

/** `period`: one stretch of keeping calls away; a mail that lapsed and was typed in again has another. */
type Period = { readonly sinceMs: number; readonly inputAtMs: number };

export type DraftLife =
  | ({ readonly tag: 'open' } & Period)
  | ({ readonly tag: 'typing' } & Period)
  | ({ readonly tag: 'sending'; readonly sendingSinceMs: number } & Period)
  /** Its kind keeps no calls away. */
  | { readonly tag: 'exempt' }
  /** Nobody seems to write, or the send hangs; the next keystroke takes the shield again, except after the ceiling. */
  | { readonly tag: 'lapsed'; readonly why: 'untouched' | 'idle' | 'sendHung' | 'ceiling' }
  /** The screen was locked or the machine slept; the next keystroke takes the shield again. */
  | { readonly tag: 'locked' }
  /** The agent took calls in spite of it. */
  | { readonly tag: 'dismissed' }
  | { readonly tag: 'ended'; readonly how: ReplyEnding };

export type Draft = {
  readonly kind: MailKind;
  /** Time for which earlier periods kept calls away; the ceiling is on the sum. */
  readonly heldBeforeMs: number;
  readonly life: DraftLife;
};

export type DraftEvent =
  | { readonly type: 'touched' }
  | { readonly type: 'sendingBegan' }
  | { readonly type: 'sendFailed' }
  | { readonly type: 'closed'; readonly how: ReplyEnding }
  | { readonly type: 'screenLocked' }
  | { readonly type: 'callsTaken' }
  | { readonly type: 'timePassed' }
  /** The connection says anew what it knows, after a reconnect. */
  | { readonly type: 'resynced'; readonly state: DraftState };

export type ShieldingLife = Extract<DraftLife, { tag: 'open' | 'typing' | 'sending' }>;

/** What a mail is said to be when its time without news has run out. */
const QUIET_AS = { open: 'untouched', typing: 'idle', sending: 'sendHung' } as const;

/** The draft of a window that was opened, or that a connection tells of for the first time. */
export function openDraft(kind: MailKind, state: DraftState, policy: ReplyPolicy, nowMs: number): Draft {
  const draft: Draft = { kind, heldBeforeMs: 0, life: { tag: 'exempt' } };
  if (!policy.kinds[kind]) return draft;
  const period = { sinceMs: nowMs, inputAtMs: nowMs };
  return {
    ...draft,
    life: state === 'sending' ? { tag: state, ...period, sendingSinceMs: nowMs } : { tag: state, ...period },
  };
}

/** What is kept of a draft whose connection has forgotten it: its period ends here, and counts towards the ceiling. */
export function suspendDraft(draft: Draft, nowMs: number): Draft {
  const life = shieldingLife(draft);
  return life === undefined ? draft : { ...to(draft, draft.life, nowMs), life: { tag: 'ended', how: 'lost' } };
}

/** Told of anew: taken calls stay taken, a lapse and a lock wait for the next key, and what counted towards the ceiling still does. */
export function reopenDraft(left: Draft, opened: Draft): Draft {
  const { heldBeforeMs } = left;
  return left.life.tag === 'ended' ? { ...opened, heldBeforeMs } : { ...left, heldBeforeMs };
}

export function shieldingLife({ life }: Draft): ShieldingLife | undefined {
  return life.tag === 'open' || life.tag === 'typing' || life.tag === 'sending' ? life : undefined;
}

/** When the draft is to be looked at again; undefined when time changes nothing. */
export function draftDueMs(draft: Draft, policy: ReplyPolicy): number | undefined {
  const life = shieldingLife(draft);
  if (life === undefined) return undefined;
  return Math.min(ceilingAtMs(draft, life, policy), quietUntilMs(life, policy));
}

/** What one event makes of a draft. An event that means nothing in its state returns the same object. */
export function stepDraft(draft: Draft, event: DraftEvent, policy: ReplyPolicy, nowMs: number): Draft {
  if (draft.life.tag === 'ended') return draft;
  if (event.type === 'closed') return to(draft, { tag: 'ended', how: event.how }, nowMs);
  const life = shieldingLife(draft);
  if (life !== undefined) return stepShielding(draft, life, event, policy, nowMs);
  // Calls are taken in spite of every mail that is open, whether it holds them just now or not.
  if (event.type === 'callsTaken' && (draft.life.tag === 'lapsed' || draft.life.tag === 'locked'))
    return { ...draft, life: { tag: 'dismissed' } };
  // After a failed send the person is back at the mail, also where the send hung for so long that it had lapsed.
  const isBack = event.type === 'touched' || (event.type === 'sendFailed' && draft.life.tag === 'lapsed');
  return isBack && mayRetake(draft, policy)
    ? { ...draft, life: { tag: 'typing', sinceMs: nowMs, inputAtMs: nowMs } }
    : draft;
}

function stepShielding(
  draft: Draft,
  life: ShieldingLife,
  event: Exclude<DraftEvent, { type: 'closed' }>,
  policy: ReplyPolicy,
  nowMs: number,
): Draft {
  const { sinceMs, inputAtMs } = life;
  switch (event.type) {
    case 'touched':
    case 'sendFailed':
      if (event.type === 'sendFailed' && life.tag !== 'sending') return draft;
      // After a failed send the person sits before the window again: that counts as input.
      return { ...draft, life: { tag: 'typing', sinceMs, inputAtMs: nowMs } };
    case 'sendingBegan':
      if (life.tag === 'sending') return draft;
      return { ...draft, life: { tag: 'sending', sinceMs, inputAtMs: nowMs, sendingSinceMs: nowMs } };
    case 'resynced':
      if (event.state === life.tag) return draft;
      if (event.state === 'sending')
        return { ...draft, life: { tag: 'sending', sinceMs, inputAtMs, sendingSinceMs: nowMs } };
      // A connection that started anew may have forgotten that there was typing.
      if (event.state === 'open' && life.tag === 'typing') return draft;
      return { ...draft, life: { tag: 'typing', sinceMs, inputAtMs: nowMs } };
    case 'screenLocked':
      return to(draft, { tag: 'locked' }, nowMs);
    case 'callsTaken':
      return to(draft, { tag: 'dismissed' }, nowMs);
    case 'timePassed': {
      if (nowMs >= ceilingAtMs(draft, life, policy)) return to(draft, { tag: 'lapsed', why: 'ceiling' }, nowMs);
      if (nowMs < quietUntilMs(life, policy)) return draft;
      return to(draft, { tag: 'lapsed', why: QUIET_AS[life.tag] }, nowMs);
    }
  }
}

/** Leaves the period, whose length counts towards the ceiling. */
function to(draft: Draft, life: DraftLife, nowMs: number): Draft {
  const period = shieldingLife(draft);
  const heldMs = period === undefined ? 0 : Math.max(0, nowMs - period.sinceMs);
  return { ...draft, heldBeforeMs: draft.heldBeforeMs + heldMs, life };
}

function mayRetake({ life, heldBeforeMs }: Draft, policy: ReplyPolicy): boolean {
  if (heldBeforeMs >= policy.ceilingMs) return false;
  return life.tag === 'locked' || (life.tag === 'lapsed' && life.why !== 'ceiling');
}

function ceilingAtMs({ heldBeforeMs }: Draft, { sinceMs }: ShieldingLife, policy: ReplyPolicy): number {
  return sinceMs + Math.max(0, policy.ceilingMs - heldBeforeMs);
}

function quietUntilMs(life: ShieldingLife, policy: ReplyPolicy): number {
  switch (life.tag) {
    case 'open':
      return life.sinceMs + policy.untouchedMs;
    case 'typing':
      return life.inputAtMs + policy.idleMs;
    case 'sending':
      return life.sendingSinceMs + policy.sendingMs;
  }
}

/** How a draft that shielded stopped doing so; undefined while it shields, or where it never did. */
export function endingOf({ life }: Draft): ReplyEnding | undefined {
  switch (life.tag) {
    case 'lapsed':
      return life.why;
    case 'locked':
    case 'dismissed':
      return life.tag;
    case 'ended':
      return life.how;
    default:
      return undefined;
  }
}
