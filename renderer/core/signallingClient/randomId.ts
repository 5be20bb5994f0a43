// An id that nobody can guess, also on pages without a secure origin, where crypto.randomUUID is missing.

/** @returns 32 hexadecimal digits */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
