// What is left on the customer's page of conversations that are over: what was agreed, for themselves, and what was written and shown, for
// the next adviser.
import type { CallSession } from '../calls/index.ts';

export class LeftOver {
  #agreed = $state.raw<CallSession['keptFiles']>([]);
  #earlier: CallSession['earlier'];

  /** Of all conversations of the call. */
  get agreed(): CallSession['keptFiles'] {
    return this.#agreed;
  }

  /** Of all that went before the present one. */
  get earlier(): CallSession['earlier'] {
    return this.#earlier;
  }

  /** `isHandedOn`: the call goes on with somebody else. */
  take(session: Pick<CallSession, 'keptFiles' | 'earlier'>, isHandedOn: boolean): void {
    this.#agreed = [...this.#agreed, ...session.keptFiles];
    this.#earlier = isHandedOn ? session.earlier : undefined;
  }

  /** Another call. */
  clear(): void {
    this.#agreed = [];
    this.#earlier = undefined;
  }
}
