// Which call this page has handed on last, for the wrap-up that follows: kept for this tab, so that a reload knows it.
import type { CallId } from '../../../signalling/protocol/index.ts';

const STORAGE_KEY = 'visavis.handedOn';

export function noteHandedOn(callId: CallId): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, callId);
  } catch {
    // Then wrap-up only says that the call is over.
  }
}

/** The agent has the call, again perhaps. */
export function forgetHandedOn(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was noted then either.
  }
}

export function wasHandedOn(callId: CallId): boolean {
  try {
    return sessionStorage.getItem(STORAGE_KEY) === callId;
  } catch {
    return false;
  }
}
