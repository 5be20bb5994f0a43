// Bytes to types: ordinary files, files in disguise, and text that is none.
import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { formPdf, polyglots, stripedPng, SVG_WITH_SCRIPT } from '../../../tests/support/documents.ts';
import { acceptFile } from './acceptFile.ts';
import { sniffType } from './sniffType.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const typeOf = (bytes: Uint8Array): string => {
  const sniffed = sniffType(bytes);
  return sniffed.ok ? sniffed.value : sniffed.problem;
};
const heic = (brand: string): Uint8Array => Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0`, 'latin1');

test('[DOC-1] knows each type by its first bytes', async () => {
  expect(typeOf(await formPdf())).toBe('pdf');
  expect(typeOf(stripedPng(3, 3))).toBe('png');
  expect(typeOf(Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1'))).toBe('jpeg');
  expect(typeOf(Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'))).toBe('webp');
  for (const brand of ['heic', 'heix', 'mif1']) expect(typeOf(heic(brand))).toBe('heic');
});

test('[DOC-1] refuses what becomes a PDF only further on', async () => {
  for (const [first, bytes] of Object.entries(await polyglots()))
    expect([first, sniffType(bytes).ok]).toEqual([first, false]);
});

test('[DOC-1] a PDF may have bytes before its header, if it is one', async () => {
  const pdf = await formPdf();
  const after = (start: string): Buffer => Buffer.concat([Buffer.from(start, 'latin1'), pdf]);
  for (const start of ['\xef\xbb\xbf', '\r\n\n', 'HTTP/1.1 200 OK\r\n\r\n', '\0'.repeat(128), 'x'.repeat(1_000)]) {
    const bytes = after(start);
    expect([start, typeOf(bytes)]).toEqual([start, 'pdf']);
    const accepted = await acceptFile(bytes);
    expect(accepted.ok && Buffer.from(accepted.value.bytes).equals(pdf)).toBe(true);
  }
  expect(typeOf(after('x'.repeat(1_100)))).not.toBe('pdf');
  expect(typeOf(Buffer.from('A text about %PDF-1.7 and what follows it.'))).toBe('text');
  expect(typeOf(Buffer.concat([Buffer.from('\0\0'), pdf.subarray(0, pdf.length - 40)]))).not.toBe('pdf');
});

test('[DOC-1] refuses what no type of ours begins with', () => {
  for (const start of [
    'GIF89a\x01',
    'PK\x03\x04',
    'MZ\x90\0',
    '\x7fELF\x02',
    'RIFF\x10\0\0\0WAVEfmt ',
    '\0\0\0\x18ftypavif',
  ])
    expect([start, typeOf(Buffer.from(start, 'latin1'))]).toEqual([start, 'typeUnknown']);
});

test('[DOC-1] says when there is nothing, or too much', () => {
  expect(typeOf(new Uint8Array())).toBe('empty');
  expect(typeOf(bytesOf(' \n\t'))).toBe('empty');
  expect(sniffType(bytesOf('hello'), 4)).toEqual({ ok: false, problem: 'tooLarge' });
});

test('[DOC-2] text is UTF-8, or UTF-16 with a mark, in any script', () => {
  expect(typeOf(bytesOf('Bonjour à tous\r\n\tשלום, 日本語 🙂'))).toBe('text');
  expect(typeOf(Buffer.from('\ufeffHéron', 'utf16le'))).toBe('text');
  expect(typeOf(Buffer.from('\ufeffHéron', 'utf16le').swap16())).toBe('text');
});

test('[DOC-2] what cannot be decoded or holds control signs is no text', () => {
  expect(typeOf(Buffer.from('caf\xe9', 'latin1'))).toBe('typeUnknown');
  expect(typeOf(bytesOf('bell \x07'))).toBe('typeUnknown');
  expect(typeOf(bytesOf('nul \0'))).toBe('typeUnknown');
  expect(typeOf(Buffer.from('Héron', 'utf16le'))).toBe('typeUnknown');
});

test('[DOC-2] markup is refused with its own reason', () => {
  expect(typeOf(SVG_WITH_SCRIPT)).toBe('markup');
  for (const markup of [
    '<!DOCTYPE html><p>hi',
    '\ufeff  <html>',
    '<!-- x --><svg onload="alert(1)">',
    '<script>alert(1)</script>',
    '<?xml version="1.0"?><note/>',
    '<invoice xmlns="urn:x"><line/></invoice>',
  ])
    expect([markup, typeOf(bytesOf(markup))]).toEqual([markup, 'markup']);
});

test('[DOC-2] text about markup, and addresses in angle brackets, stay text', () => {
  expect(typeOf(bytesOf('<anna@example.com> wrote:\n> hello'))).toBe('text');
  expect(typeOf(bytesOf('The tag <b> makes bold: <b>so</b>.'))).toBe('text');
  expect(typeOf(bytesOf('a < b and b > c'))).toBe('text');
});
