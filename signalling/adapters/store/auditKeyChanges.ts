// Which key signs the checkpoints of the audit log, and since when: a chain of its own. Each key is said by the one before it and says
// itself from which checkpoint on it signs. So an older one that somebody has found signs nothing later. Knows no database.
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

export type KeyChange = {
  /** 1, 2, … */
  readonly number: number;
  /** It signs the checkpoints after the one at this entry. */
  readonly after: number;
  readonly atMs: number;
  /** Public keys as SPKI (DER). */
  readonly key: Uint8Array;
  readonly before: Uint8Array | null;
  readonly signature: Uint8Array;
  /** Null: the first of all, or the one before was not there to sign. */
  readonly signedByBefore: Uint8Array | null;
};
export const NO_KEY = 'The key of the checkpoints (audit.key) is not in the data folder.';

type Unsigned = Omit<KeyChange, 'signature' | 'signedByBefore'>;

const inBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
/** Null: it is none of Ed25519. */
export function publicKeyOf(spki: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

function textOf({ number, after, atMs, key, before }: Unsigned): Buffer {
  const parts = [number, after, atMs, inBase64(key), before === null ? null : inBase64(before)];
  return Buffer.from(JSON.stringify(['visavis audit key 1', ...parts]));
}

export function spkiOf(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

/** What a key is known by on the log: SHA-256 of its SPKI, in hexadecimal. */
export function fingerprintOf(spki: Uint8Array): string {
  return createHash('sha256').update(spki).digest('hex');
}

/** `before`: the private key that `last` names, where it may sign. `number`: the next one, where no other is said. */
export function nextChange(
  last: KeyChange | null,
  about: { after: number; atMs: number; key: KeyObject; before: KeyObject | null; number?: number },
): KeyChange {
  const { after, atMs, key, before, number = (last?.number ?? 0) + 1 } = about;
  const facts: Unsigned = {
    ...{ number, after, atMs },
    key: spkiOf(key),
    before: last?.key ?? null,
  };
  const text = textOf(facts);
  return {
    ...facts,
    signature: sign(null, text, key),
    signedByBefore: before === null ? null : sign(null, text, before),
  };
}

/** That brought the key which signs the checkpoint at this entry; null where none has been said. */
export function changeAt(changes: readonly KeyChange[], upTo: number): KeyChange | null {
  return changes.findLast(({ after }) => after < upTo) ?? null;
}

/** A sentence about the first place where the keys do not follow from one another up to the present one; null where they do. */
export function complaintAboutKeys(changes: readonly KeyChange[], present: KeyObject | null): string | null {
  if (changes.length === 0) return 'What is said of the keys that sign checkpoints was taken away.';
  let last: KeyChange | null = null;
  for (const change of changes) {
    const { number, after, key, before, signature, signedByBefore } = change;
    const follows =
      number === (last?.number ?? 0) + 1 && after >= (last?.after ?? 0) && same(before, last?.key ?? null);
    const isBegun = last !== null || (after === 0 && signedByBefore === null);
    if (!follows || !isBegun || !isSigned(change, key, signature)) {
      return `What is said of the key number ${number} was changed, or of one before it.`;
    }
    if (last !== null && !isSigned(change, last.key, signedByBefore)) {
      return `Key number ${number} was not signed by the one before it: that was lost, or somebody put another in its place. Checkpoints after entry ${after} are signed by the new one.`;
    }
    last = change;
  }
  if (present === null) return NO_KEY;
  if (last === null || same(last.key, spkiOf(present))) return null;
  return 'The key in audit.key has not taken the place of the one before yet. Rename that one (audit-2027.key, in the same folder), and start the server.';
}

function isSigned(change: KeyChange, by: Uint8Array, signature: Uint8Array | null): boolean {
  const key = publicKeyOf(by);
  return key !== null && signature !== null && verify(null, textOf(change), key, signature);
}

function same(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : Buffer.compare(one, other) === 0;
}
