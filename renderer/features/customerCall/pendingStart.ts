// The call that a page is just asking for, kept for this tab only: a reload before the answer asks again with the same id and
// gets the same call, where otherwise the line would hold a call that no page knows.
import * as z from 'zod/mini';
import { callRequests } from '../../../signalling/protocol/index.ts';
import { randomId } from '../../core/signallingClient/randomId.ts';
import { readCallToken } from './callToken.ts';

const STORAGE_KEY = 'visavis.start';
/** A reload takes moments. A tab that is opened again much later calls nobody by itself. */
const GOOD_FOR_MS = 30_000;

const startSchema = callRequests['call.start'].params;
export type PendingStart = z.infer<typeof startSchema>;
const keptSchema = z.strictObject({ start: startSchema, askedAtMs: z.number() });

export function keepPendingStart(start: PendingStart, nowMs: number): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ start, askedAtMs: nowMs }));
  } catch {
    // Without storage the call works; only a reload in that very moment would lose it.
  }
}

/** `nowMs`: of the same clock as when it was kept. */
export function readPendingStart(nowMs: number): PendingStart | undefined {
  try {
    const kept = keptSchema.safeParse(JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null'));
    if (!kept.success) return undefined;
    const agoMs = nowMs - kept.data.askedAtMs;
    return agoMs >= 0 && agoMs <= GOOD_FOR_MS ? kept.data.start : undefined;
  } catch {
    return undefined;
  }
}

/** Of a call that is asked for: that of the same call where its answer was lost moments ago, else a new one. */
export function requestIdFor(about: Omit<PendingStart, 'requestId'>): string {
  const pending = readPendingStart(Date.now());
  const isSame = pending !== undefined && pending.topicId === about.topicId && pending.media === about.media;
  return isSame && pending.customerName === about.customerName ? pending.requestId : randomId();
}

export function forgetPendingStart(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was stored then either.
  }
}

/** A call of this tab that has not gone elsewhere, or that was being asked for. */
export function isKeptHere(): boolean {
  const kept = readCallToken();
  return kept === undefined ? readPendingStart(Date.now()) !== undefined : kept.elsewhere === undefined;
}
