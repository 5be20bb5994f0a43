import { expect, it } from 'vitest';
import { drawPrompts, isTurn, PROMPTS } from './prompts.ts';

const SEEDS = Array.from({ length: 4_000 }, (_none, seed) => seed);

it('[LIVE-1] a seed always gives the same prompts, with a turn and a blink and no two alike in a row', () => {
  for (const seed of SEEDS) {
    const prompts = drawPrompts(seed);
    expect(drawPrompts(seed)).toEqual(prompts);
    expect(prompts).toContain('blink');
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
