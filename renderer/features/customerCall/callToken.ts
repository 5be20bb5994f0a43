// The key to the customer's own call, kept for this tab only so that a reload finds the call again.
import * as z from 'zod/mini';
import { callMediaSchema, tokenSchema, type CallMedia } from '../../../signalling/protocol/index.ts';

const STORAGE_KEY = 'visavis.call';
/** Where a call goes on that has left this page: on another device of the customer's, or in another window. */
const elsewhereSchema = z.enum(['device', 'window']);
export type Elsewhere = z.infer<typeof elsewhereSchema>;
const keptSchema = z.strictObject({
  token: tokenSchema,
  media: callMediaSchema,
  /** Then a reload does not take it back by itself. */
  elsewhere: z.optional(elsewhereSchema),
});
export type KeptCall = z.infer<typeof keptSchema>;

export function keepCallToken(token: string, media: CallMedia): void {
  keep({ token, media });
}

/** The call has left this page, or is to come back to it. */
export function markElsewhere(elsewhere: Elsewhere | undefined): void {
  const kept = readCallToken();
  if (kept) keep({ token: kept.token, media: kept.media, ...(elsewhere ? { elsewhere } : {}) });
}

function keep(call: KeptCall): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(call));
  } catch {
    // Without storage the call works; only a reload would lose it.
  }
}

export function readCallToken(): KeptCall | undefined {
  try {
    const kept = keptSchema.safeParse(JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null'));
    return kept.success ? kept.data : undefined;
  } catch {
    return undefined;
  }
}

export function forgetCallToken(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was stored then either.
  }
}
