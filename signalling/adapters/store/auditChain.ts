// The chain of the audit log: what each entry's hash is over, and whether a chain is whole. Knows no database.
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { AuditEntry } from '../../service/ports/auditStore.ts';
import { complaintAboutKeys, keyAt, type KeyChange } from './auditKeyChanges.ts';

export type ChainedEntry = AuditEntry & { readonly number: number; readonly hash: string };
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
export function hashOf(before: string, { number, atMs, kind, facts }: Omit<ChainedEntry, 'hash'>): string {
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
  readonly keyChanges: readonly KeyChange[];
  /** The highest number ever given. */
  readonly last: number;
};

/** A sentence about the first place where it is not whole; null for a whole one. `present`: the key that signs now, if it is there. */
export function complaintAboutChain(trail: AuditTrail, present: KeyObject | null): string | null {
  return complaintAboutEntries(trail, present) ?? (present && complaintAboutKeys(trail.keyChanges, present));
}

function complaintAboutEntries(
  { checkpoints, entries, keyChanges, last }: AuditTrail,
  present: KeyObject | null,
): string | null {
  for (const checkpoint of checkpoints) {
    const { upTo, signature } = checkpoint;
    if (present === null) return 'The key of the checkpoints (audit.key) is not in the data folder.';
    // Before the first start that knew of changes there was one key.
    if (!verify(null, checkpointText(checkpoint), keyAt(keyChanges, upTo) ?? createPublicKey(present), signature)) {
      return `The checkpoint at entry ${String(upTo)} is not signed by this service with the key of its time.`;
    }
  }
  const begin = checkpoints.at(-1);
  let before = begin?.hash ?? GENESIS;
  let number = begin?.upTo ?? 0;
  for (const entry of entries) {
    if (entry.number !== number + 1) return `Entry ${String(number + 1)} is missing.`;
    if (hashOf(before, entry) !== entry.hash) return `Entry ${String(entry.number)} was changed, or one before it.`;
    ({ hash: before, number } = entry);
  }
  return number < last ? `Entries after ${String(number)} are missing: there were ${String(last)}.` : null;
}
