// Why a microphone or camera could not be opened. Knows the browser's error names; the words are the UI's.

/**
 * `denied`: the person or the system refused; `missing`: there is none; `busy`: another program holds it;
 * `insecure`: the page has no secure origin, so the browser offers no devices; `failed`: anything else.
 */
export type MediaProblem = 'denied' | 'missing' | 'busy' | 'insecure' | 'failed';

/** Names from the Media Capture and Streams specification, `getUserMedia()`. */
const BY_NAME: Record<string, MediaProblem> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

export function mediaProblemOf(error: unknown): MediaProblem {
  if (!('mediaDevices' in navigator)) return 'insecure';
  // By shape: OverconstrainedError is no Error in every browser.
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  return BY_NAME[name] ?? 'failed';
}
