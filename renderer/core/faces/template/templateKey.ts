// The customer's half of a template: a key that never leaves their browser, from which the key of one template is derived.
// Knows WebCrypto; not where keys are kept.
import { customerIdSchema, type CustomerId } from '../../../../signalling/protocol/index.ts';
import { base64UrlOf } from './base64.ts';

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
  return derived(customerKey, { salt: templateId, use: 'visavis face template 1', bits: 256 });
}

/** What the customer is called by at the server: looks random, and says nothing of the key. 22 signs of base64url. */
export async function customerIdOf(customerKey: CryptoKey): Promise<CustomerId> {
  return customerIdSchema.parse(
    base64UrlOf(await derived(customerKey, { salt: '', use: 'visavis customer 1', bits: 128 })),
  );
}

/** What only the customer can know: with it the template is erased. 43 signs of base64url. */
export async function withdrawalTokenOf(customerKey: CryptoKey): Promise<string> {
  return base64UrlOf(await derived(customerKey, { salt: '', use: 'visavis withdrawal 1', bits: 256 }));
}

/** Of the key pair that signs the customer's consents. Wiped by whoever has signed. */
export async function possessionSeedOf(customerKey: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  return derived(customerKey, { salt: '', use: 'visavis possession 1', bits: 256 });
}

type Derivation = { readonly salt: string; readonly use: string; readonly bits: number };

async function derived(customerKey: CryptoKey, { salt, use, bits }: Derivation): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: encoder.encode(salt), info: encoder.encode(use) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, customerKey, bits));
}
