// The thread on which the server hashes passwords: ends with the process. Knows scrypt; knows no passwords' meaning.
import { scryptSync } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { Derivation } from './hashThread.ts';

parentPort?.on('message', ({ password, salt, hashBytes, cost }: Derivation) => {
  parentPort?.postMessage(scryptSync(password, salt, hashBytes, cost));
});
