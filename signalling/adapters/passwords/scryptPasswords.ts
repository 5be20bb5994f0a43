// Salted scrypt hashes as text: scrypt$N$r$p$salt$hash. Old cost settings stay readable.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Passwords } from '../../service/ports/passwords.ts';
import { networkOf } from '../throttle/networkOf.ts';
import type { Derivation } from './hashThread.ts';
import { createTurns } from './turns.ts';

export type ScryptCost = { readonly N: number; readonly r: number; readonly p: number };

/** About 32 MB and 100 to 300 ms a password; OWASP's Password Storage Cheat Sheet names N=2^15, r=8 with p=3 or 2^17 with p=1. */
const DEFAULT_COST: ScryptCost = { N: 2 ** 15, r: 8, p: 3 };
const HASH_BYTES = 32;
/** At a quarter of a second each, whoever is last is answered before a client gives up (10 s). */
const MOST_WAITING = 20;

/** `derive`: for a server, on a thread of its own; by itself in Node's pool, which is for commands that do nothing else. */
export function createScryptPasswords(cost: ScryptCost = DEFAULT_COST, derive = deriveInPool): Passwords {
  const turns = createTurns(MOST_WAITING);
  const format = ({ N, r, p }: ScryptCost, salt: Buffer, hash: Buffer): string =>
    ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
  /** Compared with when there is no such account, so that this takes as long. */
  const nobody = format(cost, randomBytes(16), randomBytes(HASH_BYTES));

  return {
    async hash(password) {
      const salt = randomBytes(16);
      return format(cost, salt, await derive(derivationOf(password, salt, cost)));
    },
    async verify(password, passwordHash, { address, isKnown } = { address: '', isKnown: false }) {
      const [scheme, N, r, p, salt, hash] = (passwordHash ?? nobody).split('$');
      if (scheme !== 'scrypt' || salt === undefined || hash === undefined) throw new Error('not a password hash');
      const expected = Buffer.from(hash, 'base64url');
      const stored = { N: Number(N), r: Number(r), p: Number(p) };
      const derivation = derivationOf(password, Buffer.from(salt, 'base64url'), stored);
      const derived = await turns.take(networkOf(address), isKnown, () => derive(derivation));
      return derived === null ? null : timingSafeEqual(derived, expected) && passwordHash !== null;
    },
  };
}

function derivationOf(password: string, salt: Buffer, { N, r, p }: ScryptCost): Derivation {
  const cost = { N, r, p, maxmem: 256 * r * (N + p + 2) };
  return { password: password.normalize('NFKC'), salt, hashBytes: HASH_BYTES, cost };
}

function deriveInPool({ password, salt, hashBytes, cost }: Derivation): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hashBytes, cost, (cause, key) => (cause ? reject(cause) : resolve(key)));
  });
}
