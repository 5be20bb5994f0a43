// An id that nobody can guess, also on pages without a secure origin, where crypto.randomUUID is missing.
import { hexOf } from '../bytes/hexOf.ts';

/** @returns 32 hexadecimal digits */
export function randomId(): string {
  return hexOf(crypto.getRandomValues(new Uint8Array(16)));
}
