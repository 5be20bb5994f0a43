import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPointed, surfaceKeyOf, writePointed } from './pointer.ts';

const FILE = 'a'.repeat(64);
const units = fc.integer({ min: -10_000, max: 110_000 });

it('[INK-3] what is written is read: key and place, or that it stopped', () => {
  fc.assert(
    fc.property(
      fc.nat(0xffffffff),
      fc.option(fc.record({ x: units, y: units }), { nil: undefined }),
      (surfaceKey, at) => {
        expect(readPointed(writePointed({ surfaceKey, at }))).toEqual({ surfaceKey, at });
      },
    ),
  );
});

it('[INK-3] a pointer takes twelve bytes', () => {
  expect(writePointed({ surfaceKey: 1, at: { x: 1, y: 2 } })).toHaveLength(12);
});

it('[INK-3] pages of a document and shared screens have keys of their own', () => {
  const surfaces = [
    ...Array.from({ length: 5_000 }, (_none, page) => `page:${FILE}:${String(page + 1)}`),
    ...Array.from({ length: 500 }, (_none, share) => `screen:${String(share)}`),
  ];
  expect(new Set(surfaces.map(surfaceKeyOf)).size).toBe(surfaces.length);
});

it('[ASSIST-7] any bytes are a place near the surface or nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const { at } = readPointed(bytes) ?? { at: undefined };
      if (at) expect(Math.max(Math.abs(at.x), Math.abs(at.y))).toBeLessThanOrEqual(110_000);
    }),
    { numRuns: 2_000 },
  );
});
