// What an outcome says in figures. Pure.
import type { Outcome } from './simulation.ts';

export type Figures = {
  /** Share answered in time. */
  readonly serviceLevel: number;
  readonly waitShare: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
};

/** `waitsMs` is sorted. Where nobody was answered all is 0. */
export function figuresOf(waitsMs: Float64Array, serviceLevelMs: number): Figures {
  const at = (share: number): number => waitsMs[Math.min(waitsMs.length - 1, Math.floor(share * waitsMs.length))] ?? 0;
  return {
    serviceLevel: shareWithin(waitsMs, serviceLevelMs),
    waitShare: waitsMs.length === 0 ? 0 : 1 - shareWithin(waitsMs, 0),
    meanMs: waitsMs.length === 0 ? 0 : waitsMs.reduce((sum, ms) => sum + ms, 0) / waitsMs.length,
    p50Ms: at(0.5),
    p90Ms: at(0.9),
    p99Ms: at(0.99),
    longestMs: waitsMs.at(-1) ?? 0,
  };
}

/** Share of the sorted waits that are no longer than so much. */
export function shareWithin(waitsMs: Float64Array, limitMs: number): number {
  let [low, high] = [0, waitsMs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((waitsMs[middle] ?? 0) <= limitMs) low = middle + 1;
    else high = middle;
  }
  return waitsMs.length === 0 ? 0 : low / waitsMs.length;
}

export function allWaits({ waitsMs, priorityWaitsMs }: Outcome): Float64Array {
  const all = new Float64Array(waitsMs.length + priorityWaitsMs.length);
  all.set(waitsMs);
  all.set(priorityWaitsMs, waitsMs.length);
  return all.sort();
}
