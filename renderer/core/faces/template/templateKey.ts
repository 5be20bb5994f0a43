// The customer's half of a template: a key that never leaves their browser, from which the key of one template is derived.
// Knows WebCrypto; not where keys are kept.

export const SECRET_BYTES = 32;

/** What the recovery code writes down. Wiped by whoever drew it as soon as the key is made. */
export function drawSecret(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
}

/** Can derive, and cannot be read out again: browsers keep it as an object. */
export async function customerKeyOf(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  if (secret.length !== SECRET_BYTES) throw new RangeError('a secret has 32 bytes');
  return crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
}

/**
 * The key of one template, which the agent's app is lent for one check: it opens this template and no other, and a template
 * that was renewed not any more. HKDF with SHA-256 (RFC 5869); `templateId` is the salt.
 */
export async function templateKeyOf(customerKey: CryptoKey, templateId: string): Promise<Uint8Array<ArrayBuffer>> {
  const salt = new TextEncoder().encode(templateId);
  const info = new TextEncoder().encode('visavis face template 1');
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, customerKey, 256),
  );
}
