// How a page shows that it holds the customer's key: it signs what it is given with a key pair that is derived from it, always the
// same one on every device. Ed25519 (RFC 8032), not of WebCrypto, which has it in Chrome and Edge from 137 on only.
import { getPublicKeyAsync, signAsync } from '@noble/ed25519';
import { consentText, type ConsentFacts, type PossessionProof } from '../../../signalling/protocol/index.ts';
import { base64UrlOf } from '../faces/template/base64.ts';
import { possessionSeedOf } from '../faces/template/templateKey.ts';

/** Good for this consent only. Whoever has seen it, or the public key, can sign no other. */
export async function proofOfPossession(customerKey: CryptoKey, consent: ConsentFacts): Promise<PossessionProof> {
  const seed = await possessionSeedOf(customerKey);
  const [publicKey, signature] = await Promise.all([
    getPublicKeyAsync(seed),
    signAsync(new TextEncoder().encode(consentText(consent)), seed),
  ]);
  seed.fill(0);
  return { publicKey: base64UrlOf(publicKey), signature: base64UrlOf(signature) };
}
