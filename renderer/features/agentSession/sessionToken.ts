// What signs the agent in again after a reload, kept for this window only. The password is never kept.
import { tokenSchema } from '../../../signalling/protocol/index.ts';

const STORAGE_KEY = 'visavis.session';

export function keepSessionToken(token: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, token);
  } catch {
    // Without storage a reload asks for the password again.
  }
}

export function readSessionToken(): string | undefined {
  try {
    const token = tokenSchema.safeParse(sessionStorage.getItem(STORAGE_KEY));
    return token.success ? token.data : undefined;
  } catch {
    return undefined;
  }
}

export function forgetSessionToken(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was stored then either.
  }
}
