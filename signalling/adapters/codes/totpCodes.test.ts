// Codes as authenticator apps make them, by the standard's own examples.
import { Secret } from 'otpauth';
import { expect, it } from 'vitest';
import { totpCodes } from './totpCodes.ts';

/** RFC 6238, appendix B, for SHA-1; of its eight digits an app shows the last six. */
const SECRET = Secret.fromLatin1('12345678901234567890').base32;
const EXAMPLES: readonly (readonly [number, string])[] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

it.each(EXAMPLES)('[FACTOR-1] knows the code of RFC 6238 at second %d, and which step it is of', (second, code) => {
  const step = Math.floor(second / 30);
  const at = (seconds: number) => totpCodes.stepOf(SECRET, code, seconds * 1000);
  expect(at(second)).toBe(step);
  // One step beside, on either side, and no further.
  expect([at(step * 30 - 30), at(step * 30 + 59)]).toEqual([step, step]);
  expect([at(step * 30 - 31), at(step * 30 + 60)]).toEqual([null, null]);
});

it('[FACTOR-1] takes what is no code for none', () => {
  for (const code of ['', '28708', '2870822', 'abcdef', '287083']) {
    expect(totpCodes.stepOf(SECRET, code, 59_000)).toBeNull();
  }
});

it('[FACTOR-1] makes secrets of 160 bits, each another, and an address that apps read', () => {
  const secret = totpCodes.createSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(totpCodes.createSecret()).not.toBe(secret);
  const address = new URL(totpCodes.addressOf(secret, 'ann@example.org'));
  expect([address.protocol, address.host, decodeURIComponent(address.pathname)]).toEqual([
    'otpauth:',
    'totp',
    '/Visavis:ann@example.org',
  ]);
  expect(Object.fromEntries(address.searchParams)).toEqual({
    issuer: 'Visavis',
    secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});

it('[FACTOR-3] makes ten recovery codes of 80 bits, and reads them however they were typed', () => {
  const codes = totpCodes.createRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  const read = { kind: 'recovery', code: '01ab10cdefghjkmn' };
  for (const typed of ['01ab-10cd-efgh-jkmn', 'O1AB IoCD efgh jkmn', 'oLabl0cdefghjkmn']) {
    expect(totpCodes.read(typed)).toEqual(read);
  }
  expect(totpCodes.read('123 456')).toEqual({ kind: 'app', code: '123456' });
});
