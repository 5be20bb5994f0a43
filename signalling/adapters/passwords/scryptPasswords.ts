// Salted scrypt hashes as text: scrypt$N$r$p$salt$hash. Old cost settings stay readable.
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import type { Passwords } from '../../service/ports/machineRoom.ts';

export type ScryptCost = { readonly N: number; readonly r: number; readonly p: number };

/** About 32 MB and 100 ms a password; OWASP's Password Storage Cheat Sheet names N=2^15, r=8 with p=3 or 2^17 with p=1. */
const DEFAULT_COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
const HASH_BYTES = 32;

export function createScryptPasswords(cost: ScryptCost = DEFAULT_COST): Passwords {
  const format = ({ N, r, p }: ScryptCost, salt: Buffer, hash: Buffer): string =>
    ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
  /** Compared with when there is no such account, so that this takes as long. */
  const nobody = format(cost, randomBytes(16), randomBytes(HASH_BYTES));

  return {
    async hash(password) {
      const salt = randomBytes(16);
      return format(cost, salt, await derive(password, salt, cost));
    },
    async verify(password, passwordHash) {
      const [scheme, N, r, p, salt, hash] = (passwordHash ?? nobody).split('$');
      if (scheme !== 'scrypt' || salt === undefined || hash === undefined) throw new Error('not a password hash');
      const expected = Buffer.from(hash, 'base64url');
      const stored = { N: Number(N), r: Number(r), p: Number(p) };
      const derived = await derive(password, Buffer.from(salt, 'base64url'), stored);
      return timingSafeEqual(derived, expected) && passwordHash !== null;
    },
  };
}

function derive(password: string, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> {
  const options: ScryptOptions = { N, r, p, maxmem: 256 * r * (N + p + 2) };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (cause, key) =>
      cause ? reject(cause) : resolve(key),
    );
  });
}
