// The key that signs the checkpoints of the audit log. It lies beside the store, not in it: a copy of the store alone forges none.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_FILE = 'audit.key';

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

/** Null when there is none. */
export function readAuditKey(dataDir: string): KeyObject | null {
  const file = join(dataDir, KEY_FILE);
  return existsSync(file) ? createPrivateKey(readFileSync(file)) : null;
}
