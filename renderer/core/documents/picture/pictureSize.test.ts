// Pictures by their headers: size, limit and orientation.
import { expect, test } from 'vitest';
import { pngHead, sidewaysJpegHead, stripedPng } from '../../../../tests/support/documents.ts';
import { picturePageSize } from './picturePageSize.ts';
import { pictureSize } from './pictureSize.ts';

test('[DOC-4] reads the size from the header', () => {
  expect(pictureSize(stripedPng(60, 30))).toEqual({ ok: true, value: { width: 60, height: 30 } });
});

test('[DOC-4] refuses more than 60 megapixels before anything is decoded', () => {
  expect(pictureSize(pngHead(10_000, 6_000)).ok).toBe(true);
  expect(pictureSize(pngHead(10_000, 6_001))).toEqual({ ok: false, problem: 'pictureTooLarge' });
  expect(pictureSize(pngHead(60_000, 60_000))).toEqual({ ok: false, problem: 'pictureTooLarge' });
});

test('[DOC-4] a picture taken on its side is measured upright', () => {
  expect(pictureSize(sidewaysJpegHead(400, 300))).toEqual({ ok: true, value: { width: 300, height: 400 } });
});

test('[DOC-4] what has no header is broken', () => {
  expect(pictureSize(new Uint8Array([0xff, 0xd8, 0xff, 0, 0]))).toEqual({ ok: false, problem: 'pictureBroken' });
  expect(pictureSize(pngHead(0, 10))).toEqual({ ok: false, problem: 'pictureBroken' });
});

test('[DOC-4] a picture of any size has a page as long as A4', () => {
  expect(picturePageSize({ width: 4_000, height: 2_000 })).toEqual({ width: 842, height: 421 });
});
