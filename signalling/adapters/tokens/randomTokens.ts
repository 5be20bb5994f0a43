// Tokens and ids from the system's random source; hashes are SHA-256.
import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Tokens } from '../../service/ports/machineRoom.ts';

export const randomTokens: Tokens = {
  createToken: () => randomBytes(32).toString('base64url'),
  createId: () => randomBytes(16).toString('base64url'),
  createSeed: () => randomInt(2 ** 32),
  hash: (token) => createHash('sha256').update(token).digest('base64url'),
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
