// Whole, in part, or not at all.
import type { IncomingHttpHeaders } from 'node:http';
import { expect, it } from 'vitest';
import { answerAbout } from './pageAnswer.ts';

const modifiedMs = Date.parse('2026-01-02T03:04:05Z');
const file = { content: Buffer.from('0123456789'), type: 'text/plain', etag: '"abc"', modifiedMs, isHashed: false };
const MODIFIED = 'Fri, 02 Jan 2026 03:04:05 GMT';

function answerTo(headers: IncomingHttpHeaders): string {
  const { status, headers: about, body } = answerAbout(file, headers);
  return [status, about['content-range'], body?.toString()].filter((part) => part !== undefined).join(' | ');
}

it('[OPS-7] answers whole, with what names the version', () => {
  expect(answerAbout(file, {}).headers).toEqual({
    etag: '"abc"',
    'last-modified': MODIFIED,
    'cache-control': 'no-cache',
    'content-type': 'text/plain',
    'accept-ranges': 'bytes',
  });
  expect(answerTo({})).toBe('200 | 0123456789');
});

it.each([
  [{ 'if-none-match': '"abc"' }, '304'],
  [{ 'if-none-match': '"x", W/"abc"' }, '304'],
  [{ 'if-none-match': '*' }, '304'],
  [{ 'if-none-match': '"x"', 'if-modified-since': MODIFIED }, '200 | 0123456789'],
  [{ 'if-modified-since': MODIFIED }, '304'],
  [{ 'if-modified-since': 'Fri, 02 Jan 2026 03:04:04 GMT' }, '200 | 0123456789'],
  [{ 'if-modified-since': 'nonsense' }, '200 | 0123456789'],
])('[OPS-7] says that what is known is as it was: %o', (headers, expected) => {
  expect(answerTo(headers)).toBe(expected);
});

it.each([
  ['bytes=0-3', '206 | bytes 0-3/10 | 0123'],
  ['bytes=7-', '206 | bytes 7-9/10 | 789'],
  ['bytes=-2', '206 | bytes 8-9/10 | 89'],
  ['bytes=-20', '206 | bytes 0-9/10 | 0123456789'],
  ['bytes=8-99', '206 | bytes 8-9/10 | 89'],
  ['bytes=10-', '416 | bytes */10'],
  ['bytes=-0', '416 | bytes */10'],
  ['bytes=5-2', '200 | 0123456789'],
  ['bytes=0-1,3-4', '200 | 0123456789'],
  ['bytes=-', '200 | 0123456789'],
  ['lines=1-2', '200 | 0123456789'],
])('[OPS-7] answers a part to %s', (range, expected) => {
  expect(answerTo({ range })).toBe(expected);
});

it('[OPS-7] answers a part only of the version that was meant', () => {
  const range = 'bytes=0-3';
  expect(answerTo({ range, 'if-range': '"abc"' })).toBe('206 | bytes 0-3/10 | 0123');
  expect(answerTo({ range, 'if-range': MODIFIED })).toBe('206 | bytes 0-3/10 | 0123');
  expect(answerTo({ range, 'if-range': '"old"' })).toBe('200 | 0123456789');
});
