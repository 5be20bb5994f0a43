// What a webmail page may report of the mails being written in it. A bounded vocabulary: nothing of a mail's content fits.
import type { DraftOutcome, MailKind } from '../../../contract/cti.ts';

/** One place in a page where a mail is written; unique within the page, never reused. */
export type SurfaceId = string;

export type SurfaceReport =
  | { readonly type: 'opened'; readonly surface: SurfaceId; readonly kind: MailKind }
  | { readonly type: 'typed' | 'sending' | 'sendFailed' | 'saved'; readonly surface: SurfaceId }
  | { readonly type: 'ended'; readonly surface: SurfaceId; readonly outcome: DraftOutcome };

const SURFACE = /^[A-Za-z0-9]{1,24}$/;
const KINDS = ['reply', 'forward', 'new'] as const satisfies readonly MailKind[];
const OUTCOMES = ['sent', 'queued', 'saved', 'discarded'] as const satisfies readonly DraftOutcome[];
const PLAIN = ['typed', 'sending', 'sendFailed', 'saved'] as const;

/** Takes nothing on trust: a page's own scripts may say anything. Unknown fields are dropped. */
export function parseSurfaceReport(value: unknown): SurfaceReport | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, surface, kind, outcome } = value as Record<string, unknown>;
  if (typeof surface !== 'string' || !SURFACE.test(surface)) return undefined;
  const known = { kind: oneOf(KINDS, kind), outcome: oneOf(OUTCOMES, outcome), plain: oneOf(PLAIN, type) };
  if (type === 'opened' && known.kind !== undefined) return { type, surface, kind: known.kind };
  if (type === 'ended' && known.outcome !== undefined) return { type, surface, outcome: known.outcome };
  return known.plain === undefined ? undefined : { type: known.plain, surface };
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((one) => one === value);
}
