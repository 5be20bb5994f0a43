// Passwords as hashes.
import { expect, it } from 'vitest';
import { createScryptPasswords } from './scryptPasswords.ts';

const quick = createScryptPasswords({ N: 16, r: 1, p: 1 });

it('[STORE-4] hashes with a salt of its own and knows the password again', async () => {
  const [first, second] = [await quick.hash('correct horse'), await quick.hash('correct horse')];
  expect(first).not.toBe(second);
  expect(first).not.toContain('correct');
  expect(await quick.verify('correct horse', first)).toBe(true);
  expect(await quick.verify('wrong horse', first)).toBe(false);
});

it('[STORE-4] knows a password however its accents are typed', async () => {
  expect(await quick.verify('e\u0301te\u0301', await quick.hash('\u00e9t\u00e9'))).toBe(true);
});

it('[STORE-4] reads hashes of another cost', async () => {
  const stronger = createScryptPasswords({ N: 32, r: 1, p: 2 });
  expect(await stronger.verify('a password', await quick.hash('a password'))).toBe(true);
});

it('[WIRE-8] does the same work when there is no account', async () => {
  expect(await quick.verify('anything', null)).toBe(false);
});
