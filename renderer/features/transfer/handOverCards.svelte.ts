// What the agent before says of calls that were handed on. Asked once for each ring and call; an older server knows none.
import { SvelteMap } from 'svelte/reactivity';
import type { CallId, HandOverCard } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

export class HandOverCards {
  readonly #client: Pick<SignallingClient, 'request'>;
  readonly #known = new SvelteMap<string, HandOverCard>();
  /** Nothing of a page hangs on it. */
  #asked: readonly string[] = [];

  constructor(client: Pick<SignallingClient, 'request'>) {
    this.#client = client;
  }

  /** `sinceMs`: when it began to ring or was answered. Undefined where nobody handed it on, or it is not known yet. */
  of(callId: CallId, sinceMs: number): HandOverCard | undefined {
    const key = `${callId} ${sinceMs}`;
    if (!this.#asked.includes(key)) {
      this.#asked = [...this.#asked, key];
      queueMicrotask(() => void this.#ask(key, callId));
    }
    return this.#known.get(key);
  }

  async #ask(key: string, callId: CallId): Promise<void> {
    const answer = await this.#client.request('transfer.card', { callId });
    if (answer.ok) {
      if (answer.value.card) this.#known.set(key, answer.value.card);
    } else if (answer.problem.code === 'unreachable') this.#asked = this.#asked.filter((asked) => asked !== key);
  }
}
