// Learns when a call is over that goes on on another device. Asks now and then: nothing of the call comes to this page any more.
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { readCallToken } from './callToken.ts';

/** Nobody waits for it: they are busy on the other device. */
const ASK_EVERY_MS = 5_000;

export class ElsewhereWatch {
  readonly #client: Pick<SignallingClient, 'request'>;
  readonly #onOver: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: Pick<SignallingClient, 'request'>, onOver: () => void) {
    this.#client = client;
    this.#onOver = onOver;
  }

  start(): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#ask(), ASK_EVERY_MS);
    void this.#ask();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** A server that does not know the question, or is away, leaves all as it is. */
  async #ask(): Promise<void> {
    const callToken = readCallToken()?.token;
    if (callToken === undefined) {
      this.stop();
      return;
    }
    const answer = await this.#client.request('call.look', { callToken });
    if (!answer.ok || !answer.value.isOver || this.#timer === undefined) return;
    this.stop();
    this.#onOver();
  }
}
