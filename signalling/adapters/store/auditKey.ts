// The key that signs the checkpoints of the audit log. It lies beside the store, not in it: a copy of the store alone forges none.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_FILE = 'audit.key';
/** What it is renamed to when another takes its place, such as `audit-2027.key`. */
const BEFORE = /^audit-[\w-]+\.key$/;

/** Made at the first start of a data folder; for this user only. */
export function auditKeyIn(dataDir: string): KeyObject {
  const file = join(dataDir, KEY_FILE);
  if (existsSync(file)) return createPrivateKey(readFileSync(file));
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    return privateKey;
  } catch (cause) {
    // Another process of this folder was first.
    if (existsSync(file)) return createPrivateKey(readFileSync(file));
    throw cause;
  }
}

/** Those that checkpoints may be signed with: the present key first, then those of before, which sign nothing any more. */
export function readAuditKeys(dataDir: string): readonly KeyObject[] {
  const files = readdirSync(dataDir).filter((name) => name === KEY_FILE || BEFORE.test(name));
  const sorted = files.sort((a, b) => Number(b === KEY_FILE) - Number(a === KEY_FILE));
  return sorted.map((name) => createPrivateKey(readFileSync(join(dataDir, name))));
}
