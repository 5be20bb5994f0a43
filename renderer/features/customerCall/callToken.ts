// The key to the customer's own call, kept for this tab only so that a reload finds the call again.
import * as z from 'zod/mini';
import { callMediaSchema, tokenSchema, type CallMedia } from '../../../signalling/protocol/index.ts';

const STORAGE_KEY = 'visavis.call';
const keptSchema = z.strictObject({ token: tokenSchema, media: callMediaSchema });
export type KeptCall = z.infer<typeof keptSchema>;

export function keepCallToken(token: string, media: CallMedia): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ token, media } satisfies KeptCall));
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
