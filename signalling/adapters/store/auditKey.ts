// The key that signs the checkpoints of the audit log. It lies beside the store, not in it: a copy of the store alone forges none.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unusable } from './unusable.ts';

const KEY_FILE = 'audit.key';
/** A new one, until the store knows it. */
const NEW_FILE = 'audit.key.new';
/** What it is renamed to when another takes its place, such as `audit-2027.key`. */
const BEFORE = /^audit-[\w-]+\.key$/;

/** What a store is opened with. */
export type AuditKey = {
  readonly key: KeyObject;
  /** Made for this very start: only then does one of before sign that it takes its place. */
  readonly isNew: boolean;
  /** Those of before. Throws `Unusable`. */
  readonly before: () => readonly KeyObject[];
  /** The store knows it: what is new comes to its place. */
  readonly settle: () => void;
};

/**
 * Made where there is none, for this user only. A new one lies beside its place until the store knows it, so that a start which was
 * killed in between goes on with the same. Throws `Unusable`.
 */
export function auditKeyIn(dataDir: string): AuditKey {
  const file = join(dataDir, KEY_FILE);
  const newFile = join(dataDir, NEW_FILE);
  const before = (): readonly KeyObject[] => auditKeysBefore(dataDir);
  const isMade = !existsSync(file) && makeKey(newFile);
  if (existsSync(file)) {
    // Another process of this folder was first: its key is in place by now, and this one was never needed.
    if (isMade) rmSync(newFile, { force: true });
    return { key: readKey(file), isNew: false, before, settle: () => undefined };
  }
  return { key: readKey(newFile), isNew: true, before, settle: () => moveToItsPlace(newFile, file) };
}

/** Where none is there: tells whether it did. */
function makeKey(file: string): boolean {
  if (existsSync(file)) return false;
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx', flush: true });
    return true;
  } catch (cause) {
    // Another process of this folder was first.
    if (existsSync(file)) return false;
    throw cause;
  }
}

function moveToItsPlace(newFile: string, file: string): void {
  try {
    renameSync(newFile, file);
  } catch (cause) {
    // Another process of this folder, which had the same key, was first.
    if (!existsSync(file)) throw cause;
  }
}

/** As it is, for a look at the log. Null: there is none. Throws `Unusable`. */
export function findAuditKey(dataDir: string): KeyObject | null {
  const file = join(dataDir, KEY_FILE);
  return existsSync(file) ? readKey(file) : null;
}

/** Those of before: each signs once more, that the next takes its place. Throws `Unusable`. */
function auditKeysBefore(dataDir: string): readonly KeyObject[] {
  const names = readdirSync(dataDir).filter((name) => BEFORE.test(name));
  return names.map((name) => readKey(join(dataDir, name)));
}

function readKey(file: string): KeyObject {
  let pem: Buffer;
  try {
    pem = readFileSync(file);
  } catch {
    throw new Unusable(`${file} cannot be read. It must be a file that this user may read.`);
  }
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below.
  }
  throw new Unusable(
    `${file} holds no private key of Ed25519 (PEM). Put the copy of it back that you keep; docs/OPERATIONS.md says how another takes its place.`,
  );
}
