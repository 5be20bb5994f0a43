// The work that a page does before its call.
import { createHash } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { hasZeroBits, PUZZLES, puzzleText } from '../../../signalling/protocol/index.ts';
import { doWork } from './doWork.ts';

afterEach(() => vi.unstubAllGlobals());

it('[WORK-3] finds numbers that a server takes', async () => {
  vi.stubGlobal('isSecureContext', true);
  const done = await doWork('a.challenge', 6);
  expect(done?.numbers).toHaveLength(PUZZLES);
  for (const [puzzle, number] of (done?.numbers ?? []).entries()) {
    expect(
      hasZeroBits(
        createHash('sha256')
          .update(puzzleText('a.challenge', puzzle, number))
          .digest(),
        6,
      ),
    ).toBe(true);
  }
});

it('[WORK-3] gives up where the browser does not hash, and when it takes too long', async () => {
  vi.stubGlobal('isSecureContext', false);
  expect(await doWork('a.challenge', 6)).toBeUndefined();
  vi.stubGlobal('isSecureContext', true);
  let nowMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 4000));
  expect(await doWork('a.challenge', 40)).toBeUndefined();
  clock.mockRestore();
});

it('[WORK-1] counts zero bits from the front', () => {
  expect(hasZeroBits(new Uint8Array([0, 0b0001_0000]), 11)).toBe(true);
  expect(hasZeroBits(new Uint8Array([0, 0b0001_0000]), 12)).toBe(false);
  expect(hasZeroBits(new Uint8Array([]), 1)).toBe(false);
});
