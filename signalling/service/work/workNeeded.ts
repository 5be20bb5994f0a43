// How much work a call takes right now: none in calm times, more as a network or a queue takes more calls. Pure.
import { MOST_WORK_BITS } from '../../protocol/index.ts';
import type { CallPressure } from '../ports/throttle.ts';

export type WorkRules = {
  /** Begun from one network in a minute; from then on its calls take work. */
  readonly networkCalls: number;
  /** Of what a queue takes in a minute; from then on all calls to it take work. */
  readonly queueShare: number;
  /** At most; 0: none is ever asked for. */
  readonly mostBits: number;
};

/** A puzzle of 11 bits takes 2,000 tries, eight of them two seconds of a slow phone. */
export const DEFAULT_WORK: WorkRules = { networkCalls: 20, queueShare: 0.5, mostBits: 11 };
/** A tenth of a second. */
const LEAST_BITS = 7;

/** Zero bits of each puzzle; 0: none. Twice as many calls take four times the work. */
export function workNeeded({ networkCalls, queueCalls, maxPerMinute }: CallPressure, rules: WorkRules): number {
  const times = Math.max(networkCalls / rules.networkCalls, queueCalls / (maxPerMinute * rules.queueShare));
  if (times < 1) return 0;
  return Math.min(rules.mostBits, MOST_WORK_BITS, LEAST_BITS + Math.floor(2 * Math.log2(times)));
}
