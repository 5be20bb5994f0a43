// The chain of the audit log: what each entry's hash is over, and whether a chain is whole. Knows no database.
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { AuditEntry, AuditFacts } from '../../service/ports/auditStore.ts';
import { changeAt, complaintAboutKeys, fingerprintOf, NO_KEY, publicKeyOf, type KeyChange } from './auditKeyChanges.ts';

export type ChainedEntry = Omit<AuditEntry, 'facts'> & {
  readonly number: number;
  readonly hash: string;
  /** Null: what stands there are no facts. */
  readonly facts: AuditFacts | null;
};
/** In place of all entries up to `upTo`, whose last hash was `hash`. Signed with the service's own key (Ed25519, RFC 8032). */
export type Checkpoint = {
  readonly upTo: number;
  readonly hash: string;
  readonly atMs: number;
  readonly signature: Uint8Array;
};

/** Before the first entry. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 in hexadecimal over the hash before and the entry, its fields in a fixed order. */
export function hashOf(
  before: string,
  { number, atMs, kind, facts }: AuditEntry & { readonly number: number },
): string {
  const sorted = Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256')
    .update(JSON.stringify([before, number, atMs, kind, sorted]))
    .digest('hex');
}

/** What is signed. */
export function checkpointText({ upTo, hash, atMs }: Omit<Checkpoint, 'signature'>): Buffer {
  return Buffer.from(JSON.stringify(['visavis audit checkpoint 1', upTo, hash, atMs]));
}

/** All of the log. */
export type AuditTrail = {
  readonly checkpoints: readonly Checkpoint[];
  readonly entries: readonly ChainedEntry[];
  /** Null: the store was last opened by a release that knew none. */
  readonly keyChanges: readonly KeyChange[] | null;
  /** The highest number ever given. */
  readonly last: number;
  /** A sentence about the first row that is none of ours; null where all could be read. */
  readonly unreadable: { readonly entries: string | null; readonly keys: string | null };
};

/** A sentence about the first place where entries or checkpoints are not whole; null where they are. `present`: the key that signs now. */
export function complaintAboutEntries(trail: AuditTrail, present: KeyObject | null): string | null {
  const { checkpoints, entries, last, unreadable } = trail;
  const complaint = unreadable.entries ?? complaintAboutCheckpoints(trail, present);
  if (complaint !== null) return complaint;
  const begin = checkpoints.at(-1);
  let before = begin?.hash ?? GENESIS;
  let number = begin?.upTo ?? 0;
  for (const entry of entries) {
    const { facts } = entry;
    if (entry.number !== number + 1) return `Entry ${String(number + 1)} is missing.`;
    if (facts === null || hashOf(before, { ...entry, facts }) !== entry.hash) {
      return `Entry ${String(entry.number)} was changed, or one before it.`;
    }
    ({ hash: before, number } = entry);
  }
  return number < last ? `Entries after ${String(number)} are missing: there were ${String(last)}.` : null;
}

function complaintAboutCheckpoints(trail: AuditTrail, present: KeyObject | null): string | null {
  for (const checkpoint of trail.checkpoints) {
    const { upTo, signature } = checkpoint;
    const change = changeAt(trail.keyChanges ?? [], upTo);
    // Before the first start that knew of changes there was one key.
    const key = change === null ? present && createPublicKey(present) : publicKeyOf(change.key);
    if (key === null) {
      return change === null ? NO_KEY : `What is said of the key number ${String(change.number)} was changed.`;
    }
    if (!verify(null, checkpointText(checkpoint), key, signature)) {
      return `The checkpoint at entry ${String(upTo)} is not signed by this service with the key of its time.`;
    }
  }
  return null;
}

/** The same about the keys that sign the checkpoints, now and before. */
export function complaintAboutKeyChanges(
  { keyChanges, entries, unreadable }: AuditTrail,
  present: KeyObject | null,
): string | null {
  if (unreadable.keys !== null) return unreadable.keys;
  const known = new Set((keyChanges ?? []).map(({ key }) => fingerprintOf(key)));
  const complaint = keyChanges === null ? null : complaintAboutKeys(keyChanges, present);
  if (complaint !== null) return complaint;
  const lost = entries.find(({ kind, facts }) => kind === 'auditKeyChanged' && !known.has(String(facts?.['key'])));
  return lost === undefined ? null : `What was said of the key that entry ${String(lost.number)} tells of is gone.`;
}
