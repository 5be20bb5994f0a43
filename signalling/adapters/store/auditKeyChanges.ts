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
type Unsigned = Omit<KeyChange, 'signature' | 'signedByBefore'>;

const inBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const publicKeyOf = (bytes: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.from(bytes), format: 'der', type: 'spki' });

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

/** `before`: the private key that `last` names, where it is there. */
export function nextChange(
  last: KeyChange | null,
  { after, atMs, key, before }: { after: number; atMs: number; key: KeyObject; before: KeyObject | null },
): KeyChange {
  const facts: Unsigned = {
    ...{ number: (last?.number ?? 0) + 1, after, atMs },
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

/** That signs the checkpoint at this entry; null where none has been said yet. */
export function keyAt(changes: readonly KeyChange[], upTo: number): KeyObject | null {
  const change = changes.findLast(({ after }) => after < upTo);
  return change === undefined ? null : publicKeyOf(change.key);
}

/** A sentence about the first place where the keys do not follow from one another up to the present one; null where they do. */
export function complaintAboutKeys(changes: readonly KeyChange[], present: KeyObject): string | null {
  let last: KeyChange | null = null;
  for (const change of changes) {
    const { number, after, key, before, signature, signedByBefore } = change;
    const follows =
      number === (last?.number ?? 0) + 1 && after >= (last?.after ?? 0) && same(before, last?.key ?? null);
    if (!follows || (last === null && after !== 0) || !verify(null, textOf(change), publicKeyOf(key), signature)) {
      return `What is said of the key number ${number} was changed, or of one before it.`;
    }
    if (
      last !== null &&
      !(signedByBefore !== null && verify(null, textOf(change), publicKeyOf(last.key), signedByBefore))
    ) {
      return `Key number ${number} was not signed by the one before it: that was lost, or somebody put another in its place. Checkpoints after entry ${after} are signed by the new one.`;
    }
    last = change;
  }
  if (last === null || same(last.key, spkiOf(present))) return null;
  return 'The key in audit.key has not taken the place of the one before yet. Rename that one (audit-2027.key, in the same folder), and start the server.';
}

function same(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : Buffer.compare(one, other) === 0;
}
