// An estimated wait in words: rounded, and honest where it cannot be told. Knows the messages.
import { m } from '../../paraglide/messages.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `waitEstimateMs` is undefined where the server cannot tell yet. */
export function waitWords(waitEstimateMs: number | undefined): string {
  if (waitEstimateMs === undefined) return m.lineWaitUnknown();
  if (waitEstimateMs >= HOUR_MS) return m.lineWaitHour();
  const minutes = Math.max(1, Math.ceil(waitEstimateMs / MINUTE_MS));
  return minutes === 1 ? m.lineWaitMinute() : m.lineWaitMinutes({ minutes });
}
