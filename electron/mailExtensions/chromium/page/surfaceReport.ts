// What a webmail page may report of the mails being written in it. A bounded vocabulary: nothing of a mail's content fits.
import type { DraftOutcome, MailKind } from '../../../contract/cti.ts';

/** One place in a page where a mail is written; unique within the page, never reused. */
export type SurfaceId = string;

export type SurfaceStep = 'typed' | 'sending' | 'sendFailed' | 'saved';

export type SurfaceReport =
  /** `last`: what had happened to it before this was told, of a mail that is told of again. */
  | { readonly type: 'opened'; readonly surface: SurfaceId; readonly kind: MailKind; readonly last?: SurfaceStep }
  | { readonly type: SurfaceStep; readonly surface: SurfaceId }
  | { readonly type: 'ended'; readonly surface: SurfaceId; readonly outcome: DraftOutcome };

const SURFACE = /^[A-Za-z0-9]{1,24}$/;
const KINDS = ['reply', 'forward', 'new'] as const satisfies readonly MailKind[];
const OUTCOMES = ['sent', 'queued', 'saved', 'discarded'] as const satisfies readonly DraftOutcome[];
const STEPS = ['typed', 'sending', 'sendFailed', 'saved'] as const satisfies readonly SurfaceStep[];

/** Takes nothing on trust: a page's own scripts may say anything. Unknown fields are dropped. */
export function parseSurfaceReport(value: unknown): SurfaceReport | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, surface, kind, outcome, last } = value as Record<string, unknown>;
  if (typeof surface !== 'string' || !SURFACE.test(surface)) return undefined;
  const known = { kind: oneOf(KINDS, kind), outcome: oneOf(OUTCOMES, outcome), step: oneOf(STEPS, type) };
  if (type === 'opened' && known.kind !== undefined) {
    const step = oneOf(STEPS, last);
    return { type, surface, kind: known.kind, ...(step === undefined ? {} : { last: step }) };
  }
  if (type === 'ended' && known.outcome !== undefined) return { type, surface, outcome: known.outcome };
  return known.step === undefined ? undefined : { type: known.step, surface };
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((one) => one === value);
}
