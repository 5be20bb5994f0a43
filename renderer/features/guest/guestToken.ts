// By which link somebody came, and the key by which the same guest comes back, kept for this tab only.
import * as z from 'zod/mini';
import { tokenSchema } from '../../../signalling/protocol/index.ts';

const STORAGE_KEY = 'visavis.guest';

/** @returns undefined: nobody was invited by this address */
export function inviteIn(hash: string): string | undefined {
  return z.safeParse(tokenSchema, new URLSearchParams(hash.replace(/^#/, '')).get('guest')).data;
}

export function keepGuestToken(token: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, token);
  } catch {
    // Without storage the call works; only a reload would lose it.
  }
}

export function readGuestToken(): string | undefined {
  try {
    return z.safeParse(tokenSchema, sessionStorage.getItem(STORAGE_KEY)).data;
  } catch {
    return undefined;
  }
}

export function forgetGuestToken(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // There is none.
  }
}

/** This page is a guest's. */
export function isGuestPage(hash: string): boolean {
  return inviteIn(hash) !== undefined || readGuestToken() !== undefined;
}
