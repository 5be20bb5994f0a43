import { expect, it } from 'vitest';
import { drawPrompts, FIRST_PROMPTS, isOfMouth, isTurn, PROMPTS, type Prompt } from './prompts.ts';

const SEEDS = Array.from({ length: 4_000 }, (_none, seed) => seed);

it('[LIVE-1] a seed always gives the same prompts, with a turn and a blink and no two alike in a row', () => {
  for (const [seed, among] of SEEDS.flatMap((each) => [[each, FIRST_PROMPTS] as const, [each, PROMPTS] as const])) {
    const prompts = drawPrompts(seed, among);
    expect(drawPrompts(seed, among)).toEqual(prompts);
    const blinks = prompts.filter((prompt) => prompt === 'blink').length;
    expect([1, 2]).toContain(blinks);
    expect(prompts.some(isTurn)).toBe(true);
    expect(prompts.some(isOfMouth)).toBe(among === PROMPTS);
    expect(prompts.every((prompt, index) => prompt !== prompts[index - 1])).toBe(true);
  }
});

it('[LIVE-18] who says nothing of mouths is asked what the first release asked, in the same order', () => {
  expect(drawPrompts(23)).toEqual(['turnLeft', 'blink', 'turnRight', 'comeCloser', 'turnRight', 'turnLeft']);
});

it('[LIVE-1] nobody can know what comes first, and no order is as likely as one in fifty', () => {
  for (const among of [FIRST_PROMPTS, PROMPTS]) {
    const orders = new Map<string, number>();
    for (const seed of SEEDS) {
      const order = drawPrompts(seed, among).join(' ');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    for (const prompt of among) {
      const first = SEEDS.filter((seed) => drawPrompts(seed, among)[0] === prompt).length;
      expect(first / SEEDS.length).toBeGreaterThan(0.6 / among.length);
    }
    expect(Math.max(...orders.values()) / SEEDS.length).toBeLessThan(0.02);
  }
});

it('[LIVE-1] fewer than three prompts are refused', () => {
  expect(() => drawPrompts(1, FIRST_PROMPTS, 2)).toThrow(RangeError);
});

/** Over and over, from the beginning; blinks that are not asked for may be left out, anything else ends it. */
function passes(film: readonly Prompt[], asked: readonly Prompt[]): boolean {
  let at = 0;
  const shown = (): Prompt | undefined => film[at % film.length];
  for (const prompt of asked) {
    while (prompt !== 'blink' && shown() === 'blink') at += 1;
    if (shown() !== prompt) return false;
    at += 1;
  }
  return true;
}

it('[LIVE-8] whichever order somebody has filmed, it passes in at most one of a hundred others', () => {
  const orders = [
    ...new Map(
      SEEDS.concat(SEEDS.map((seed) => seed + 10_000)).map((seed) => {
        const order = drawPrompts(seed);
        return [order.join(), order] as const;
      }),
    ).values(),
  ];
  expect(orders.length).toBeGreaterThan(700);
  for (const film of orders) {
    const passed = orders.filter((asked) => passes(film, asked)).length;
    expect(passed / orders.length, film.join()).toBeLessThan(0.01);
  }
});
