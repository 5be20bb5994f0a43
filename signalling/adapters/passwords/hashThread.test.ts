// Hashing beside everything else.
import { readFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { createHashThread, type HashThread } from './hashThread.ts';
import { createScryptPasswords } from './scryptPasswords.ts';

let thread: HashThread;
afterEach(() => thread.stop());

const QUICK = { N: 16, r: 1, p: 1 };

it('[GUARD-1][STORE-4] derives the same as Node’s own pool, and leaves the pool to others', async () => {
  thread = createHashThread();
  const [here, beside] = [createScryptPasswords(QUICK), createScryptPasswords(QUICK, thread.derive)];
  expect(await beside.verify('a password', await here.hash('a password'))).toBe(true);
  expect(await here.verify('a password', await beside.hash('a password'))).toBe(true);
  expect(await beside.verify('another', await here.hash('a password'))).toBe(false);

  const done: string[] = [];
  const slow = createScryptPasswords({ N: 2 ** 15, r: 8, p: 3 }, thread.derive);
  for (let count = 0; count < 8; count += 1) void slow.hash('a password').then(() => done.push('hash'));
  await readFile(import.meta.filename).then(() => done.push('file'));
  // Node's pool would do the first four hashes before it opens the file.
  expect(done.slice(0, 4)).toContain('file');
});

it('[GUARD-1] goes on with another thread when one has failed', async () => {
  thread = createHashThread();
  const salt = new Uint8Array(16);
  await expect(thread.derive({ password: 'x', salt, hashBytes: 32, cost: { N: 3 } })).rejects.toThrow();
  const key = await thread.derive({ password: 'x', salt, hashBytes: 32, cost: QUICK });
  expect(key).toHaveLength(32);
});
