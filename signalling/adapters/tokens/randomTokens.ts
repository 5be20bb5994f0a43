// Tokens and ids from the system's random source; hashes are SHA-256, signatures Ed25519 (RFC 8032).
import { createHash, createPublicKey, randomBytes, randomInt, verify } from 'node:crypto';
import type { Tokens } from '../../service/ports/tokens.ts';

export const randomTokens: Tokens = {
  createToken: () => randomBytes(32).toString('base64url'),
  createId: () => randomBytes(16).toString('base64url'),
  createSeed: () => randomInt(2 ** 32),
  hash: (token) => createHash('sha256').update(token).digest('base64url'),
  isSigned: (text, signature, publicKey) => {
    try {
      const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
      return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
    } catch {
      return false;
    }
  },
};

/** Demo mode only: the seeds of challenges are these, one after the other and again from the first. */
export function tokensWithSeeds(seeds: readonly number[]): Tokens {
  let drawn = 0;
  return {
    ...randomTokens,
    createSeed: () => {
      const seed = seeds[drawn % seeds.length] ?? 0;
      drawn += 1;
      return seed;
    },
  };
}
