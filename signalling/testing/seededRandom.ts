// Chance that can be had again: the same seed gives the same numbers.
export type SeededRandom = {
  /** From 0 up to, not including, 1. */
  fraction(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in so many cases of a hundred. */
  percent(chance: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
};

/** Mulberry32, by Tommy Ettinger (public domain): small, and good enough to choose what happens next. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const between = (low: number, high: number): number => low + Math.floor(fraction() * (high - low + 1));
  return {
    fraction,
    between,
    percent: (chance) => fraction() * 100 < chance,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
  };
}
