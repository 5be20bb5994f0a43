// Challenges: which work counts, for whom, when and how often.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { hasZeroBits, PUZZLES, puzzleText, queueIdSchema, type DoneWork } from '../../protocol/index.ts';
import { createHashWork } from './hashWork.ts';

const CARDS = queueIdSchema.parse('cards');
const about = { address: '203.0.113.9', queueId: CARDS, nowMs: 1_000_000 };

function solved(challenge: string, bits: number): DoneWork {
  const numbers = Array.from({ length: PUZZLES }, (_, puzzle) => {
    for (let number = 0; ; number += 1) {
      const hash = createHash('sha256')
        .update(puzzleText(challenge, puzzle, number))
        .digest();
      if (hasZeroBits(hash, bits)) return number;
    }
  });
  return { challenge, numbers };
}

it('[WORK-2] counts work once, in time, for the network and the queue that it was asked of', () => {
  const work = createHashWork();
  const done = solved(work.challenge(5, about), 5);
  expect(work.accept(done, { ...about, address: '203.0.113.10' })).toBe(false);
  expect(work.accept(done, { ...about, queueId: queueIdSchema.parse('loans') })).toBe(false);
  expect(work.accept(done, { ...about, nowMs: about.nowMs - 1 })).toBe(false);
  expect(work.accept(done, { ...about, nowMs: about.nowMs + 30_001 })).toBe(false);
  expect(createHashWork().accept(done, about)).toBe(false);
  expect(work.accept(done, { ...about, nowMs: about.nowMs + 30_000 })).toBe(true);
  expect(work.accept(done, { ...about, nowMs: about.nowMs + 30_000 })).toBe(false);
  const again = solved(work.challenge(5, about), 5);
  expect(work.accept(again, about)).toBe(true);
});

it('[WORK-2] counts nothing that was not done, or whose terms were changed', () => {
  const work = createHashWork();
  const challenge = work.challenge(8, about);
  const done = solved(challenge, 8);
  const [bits = '', madeMs = '', random = '', proof = ''] = challenge.split('.');
  expect(work.accept({ challenge, numbers: done.numbers.map(() => 0) }, about)).toBe(false);
  expect(work.accept({ challenge, numbers: [...done.numbers.slice(1), 1] }, about)).toBe(false);
  const forged = [
    `0.${madeMs}.${random}.${proof}`,
    `1.${madeMs}.${random}.${proof}`,
    `${bits}.${Number(madeMs) + 1}.${random}.${proof}`,
    `${bits}.${madeMs}.other.${proof}`,
    `${bits}.${madeMs}.${random}.`,
    `${challenge}.more`,
    'nothing',
  ];
  for (const one of forged)
    expect([one, work.accept({ challenge: one, numbers: done.numbers }, about)]).toEqual([one, false]);
  expect(work.accept(done, about)).toBe(true);
});

it('[WORK-2] judges what comes at the cost of a few hashes, also what nobody asked for', () => {
  const work = createHashWork();
  const challenge = work.challenge(11, about);
  const beganMs = performance.now();
  for (let number = 0; number < 20_000; number += 1) {
    work.accept({ challenge, numbers: Array.from({ length: PUZZLES }, () => number) }, about);
  }
  // A microsecond or ten each; a search would take seconds for one.
  expect((performance.now() - beganMs) / 20_000).toBeLessThan(1);
});
