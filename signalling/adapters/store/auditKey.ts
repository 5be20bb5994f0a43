// The key that signs the checkpoints of the audit log. It lies beside the store, not in it: a copy of the store alone forges none.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unusable } from './unusable.ts';

const KEY_FILE = 'audit.key';
/** What it is renamed to when another takes its place, such as `audit-2027.key`. */
const BEFORE = /^audit-[\w-]+\.key$/;

/** Made at the first start of a data folder; for this user only. Throws `Unusable`. */
export function auditKeyIn(dataDir: string): KeyObject {
  const file = join(dataDir, KEY_FILE);
  if (existsSync(file)) return readKey(file);
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    return privateKey;
  } catch (cause) {
    // Another process of this folder was first.
    if (existsSync(file)) return readKey(file);
    throw cause;
  }
}

/** As it is, for a look at the log. Null: there is none. Throws `Unusable`. */
export function findAuditKey(dataDir: string): KeyObject | null {
  const file = join(dataDir, KEY_FILE);
  return existsSync(file) ? readKey(file) : null;
}

/** Those of before: each signs once more, that the next takes its place. Throws `Unusable`. */
export function auditKeysBefore(dataDir: string): readonly KeyObject[] {
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
