// What the next consent of a call must sign, so that none that was seen once is good again. In memory: a restart cancels them all,
// and pages ask anew.
import { CONSENT_NONCE_MS, type CallId } from '../../protocol/index.ts';
import type { Clock } from '../ports/clock.ts';
import type { Tokens } from '../ports/tokens.ts';

type Given = { readonly nonce: string; readonly stopTimer: () => void };

export class ConsentNonces {
  readonly #clock: Clock;
  readonly #tokens: Pick<Tokens, 'createToken'>;
  readonly #given = new Map<CallId, Given>();

  constructor(clock: Clock, tokens: Pick<Tokens, 'createToken'>) {
    this.#clock = clock;
    this.#tokens = tokens;
  }

  /** One a call: a newer one cancels the older. */
  give(callId: CallId): string {
    this.take(callId);
    const nonce = this.#tokens.createToken();
    this.#given.set(callId, { nonce, stopTimer: this.#clock.setTimer(CONSENT_NONCE_MS, () => this.take(callId)) });
    return nonce;
  }

  /** The one that is good for this call, which it is no more from then on. */
  take(callId: CallId): string | null {
    const given = this.#given.get(callId);
    given?.stopTimer();
    this.#given.delete(callId);
    return given?.nonce ?? null;
  }
}
