// Lengths of time in words. Knows the messages.
import { m } from '../../paraglide/messages.js';

/** "40 s" below a minute, "3 min" from there on. */
export function inWordsDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  return seconds < 60 ? m.seconds({ seconds }) : m.minutes({ minutes: Math.round(seconds / 60) });
}
