// Codes with which another device may take over a call. Knows hashes of codes only, in memory: a restart cancels them.
import type { CallId } from '../../protocol/index.ts';
import type { Clock } from '../ports/clock.ts';

/** How long a code is good. */
export const HAND_OVER_MS = 3 * 60 * 1000;

export class HandOvers {
  readonly #clock: Clock;
  readonly #offers = new Map<string, { readonly callId: CallId; readonly stopTimer: () => void }>();
  readonly #hashes = new Map<CallId, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One a call: a newer one cancels the older. */
  offer(callId: CallId, codeHash: string): void {
    const older = this.#hashes.get(callId);
    if (older !== undefined) this.take(older);
    const stopTimer = this.#clock.setTimer(HAND_OVER_MS, () => this.take(codeHash));
    this.#offers.set(codeHash, { callId, stopTimer });
    this.#hashes.set(callId, codeHash);
  }

  /** The call of a code that is good, which it is no more from then on. */
  take(codeHash: string): CallId | null {
    const offer = this.#offers.get(codeHash);
    if (offer === undefined) return null;
    offer.stopTimer();
    this.#offers.delete(codeHash);
    this.#hashes.delete(offer.callId);
    return offer.callId;
  }
}
