// In which order calls are served: by arrival, with a head start. Static, so that waiting calls age by themselves. Pure.

export type HeadStarts = {
  /** For each tier of its queue, in milliseconds. */
  readonly tierHeadStartMs: number;
  /** For a priority customer, in milliseconds. */
  readonly priorityHeadStartMs: number;
};
export const DEFAULT_HEAD_STARTS: HeadStarts = { tierHeadStartMs: 5 * 60_000, priorityHeadStartMs: 10 * 60_000 };
export const MOST_TIER = 9;

export type Standing = { readonly tier: number; readonly priority: boolean };

export function headStartMs({ tier, priority }: Standing, headStarts: HeadStarts): number {
  return tier * headStarts.tierHeadStartMs + (priority ? headStarts.priorityHeadStartMs : 0);
}

/**
 * The lowest is served first. A call that arrives more than `longestOvertakingMs` after another never goes before it:
 * that is the worst case of waiting for those without a head start.
 */
export function rankMs(arrivedMs: number, standing: Standing, headStarts: HeadStarts): number {
  return arrivedMs - headStartMs(standing, headStarts);
}

/** By how much a later call may come after this one and still be served before it, in milliseconds. */
export function longestOvertakingMs(own: Standing, highestTier: number, headStarts: HeadStarts): number {
  return headStartMs({ tier: highestTier, priority: true }, headStarts) - headStartMs(own, headStarts);
}
