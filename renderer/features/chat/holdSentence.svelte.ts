// The sentence that is proposed before a customer is put on hold: why, and for how long. Kept for the next hold.
import type { Phrase } from '../../../signalling/protocol/assist.ts';
import type { HoldReason } from './phraseWords.ts';

export const HOLD_MINUTES = [1, 2, 3, 5, 10] as const;

export class HoldSentence {
  #reason = $state<HoldReason>('lookUp');
  #minutes = $state(2);
  #isSaid = $state(true);

  get reason(): HoldReason {
    return this.#reason;
  }
  set reason(reason: HoldReason) {
    this.#reason = reason;
  }
  get minutes(): number {
    return this.#minutes;
  }
  set minutes(minutes: number) {
    this.#minutes = minutes;
  }
  /** Whether the customer is told at all. */
  get isSaid(): boolean {
    return this.#isSaid;
  }
  set isSaid(said: boolean) {
    this.#isSaid = said;
  }

  get phrase(): Phrase {
    return { name: 'hold', reason: this.#reason, minutes: this.#minutes };
  }
}
