// What files are, by their bytes, and how large a picture says it is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jpegOf, pngOf, webpOf } from '../../testing/pictures.ts';
import { fileTypeOf, isPicture } from './fileType.ts';
import { pictureSizeOf } from './pictureSize.ts';

const RESOURCES = join(import.meta.dirname, '..', '..', '..', 'resources');
const bytes = (text: string) => new TextEncoder().encode(text);

it('[LIBRARY-1][ENTRY-7] knows a file by its bytes, and not what is none of those', () => {
  expect(fileTypeOf(readFileSync(join(RESOURCES, 'demo', 'account-fees.pdf')))).toBe('pdf');
  expect(fileTypeOf(readFileSync(join(RESOURCES, 'icons', 'app', '256x256.png')))).toBe('png');
  expect(fileTypeOf(jpegOf(3, 2))).toBe('jpeg');
  expect(fileTypeOf(webpOf('VP8 ', 3, 2))).toBe('webp');
  expect(fileTypeOf(bytes('Frais : 2 €\r\n\tpar mois'))).toBe('text');
  for (const other of ['', '\u0000', 'MZ\u0000\u0001', 'PK\u0003\u0004', 'GIF89a\u0001', 'RIFF0000WAVE\u0000']) {
    expect(fileTypeOf(bytes(other))).toBeNull();
  }
  expect(fileTypeOf(Uint8Array.of(0x41, 0xff, 0xfe))).toBeNull();
  // A polyglot is what it begins as; what comes before a PDF's header makes it no PDF.
  expect(fileTypeOf(bytes('<script>%PDF-1.7'))).toBe('text');
  expect(isPicture('text') || isPicture('pdf') || isPicture(null)).toBe(false);
});

it('[ENTRY-7] reads width and height from every kind of header', () => {
  const icon = readFileSync(join(RESOURCES, 'icons', 'app', '256x256.png'));
  expect(pictureSizeOf(icon, 'png')).toEqual({ width: 256, height: 256 });
  expect(pictureSizeOf(pngOf(4000, 3000), 'png')).toEqual({ width: 4000, height: 3000 });
  expect(pictureSizeOf(jpegOf(4032, 3024), 'jpeg')).toEqual({ width: 4032, height: 3024 });
  for (const form of ['VP8 ', 'VP8L', 'VP8X'] as const) {
    expect(pictureSizeOf(webpOf(form, 1920, 1081), 'webp')).toEqual({ width: 1920, height: 1081 });
  }
  expect(pictureSizeOf(pngOf(0, 10), 'png')).toBeNull();
});

it('[ENTRY-7] says of a broken header that it is broken, and reads on to no end', () => {
  const whole = [pngOf(9, 9), jpegOf(9, 9), webpOf('VP8 ', 9, 9), webpOf('VP8L', 9, 9), webpOf('VP8X', 9, 9)];
  fc.assert(
    fc.property(fc.constantFrom(...whole), fc.nat(40), fc.uint8Array({ maxLength: 30 }), (picture, at, noise) => {
      const broken = Uint8Array.from([...picture.subarray(0, at), ...noise]);
      for (const type of ['png', 'jpeg', 'webp'] as const) {
        const size = pictureSizeOf(broken, type);
        expect(size === null || (size.width > 0 && size.height > 0)).toBe(true);
      }
    }),
    { numRuns: 2000, seed: 7 },
  );
});
