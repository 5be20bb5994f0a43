import { expect, it } from 'vitest';
import { drawPrompts, isTurn, PROMPTS, type Prompt } from './prompts.ts';

const SEEDS = Array.from({ length: 4_000 }, (_none, seed) => seed);

it('[LIVE-1] a seed always gives the same prompts, with a turn and a blink and no two alike in a row', () => {
  for (const seed of SEEDS) {
    const prompts = drawPrompts(seed);
    expect(drawPrompts(seed)).toEqual(prompts);
    const blinks = prompts.filter((prompt) => prompt === 'blink').length;
    expect([1, 2]).toContain(blinks);
    expect(prompts.some(isTurn)).toBe(true);
    expect(prompts.every((prompt, index) => prompt !== prompts[index - 1])).toBe(true);
  }
});

it('[LIVE-1] nobody can know what comes first, and no order is as likely as one in fifty', () => {
  const orders = new Map<string, number>();
  for (const seed of SEEDS) {
    const order = drawPrompts(seed).join(' ');
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  for (const prompt of PROMPTS) {
    const first = SEEDS.filter((seed) => drawPrompts(seed)[0] === prompt).length;
    expect(first / SEEDS.length).toBeGreaterThan(0.15);
  }
  expect(Math.max(...orders.values()) / SEEDS.length).toBeLessThan(0.02);
});

it('[LIVE-1] fewer than three prompts are refused', () => {
  expect(() => drawPrompts(1, 2)).toThrow(RangeError);
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
