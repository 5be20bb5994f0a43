// What the server knows of calls, asked once a call: those that are shown together are asked about together, and again only where the server
// was not reached. An older server knows nothing of it.
import { SvelteMap } from 'svelte/reactivity';
import type { CallId } from '../../../signalling/protocol/index.ts';
import type { Answer } from '../../core/signallingClient/signallingClient.ts';

export type AskedOnceOptions<T> = {
  /** What one request may ask about. */
  mostAtOnce: number;
  ask: (callIds: CallId[]) => Promise<Answer<readonly (readonly [CallId, T])[]>>;
  /** Whether the server would say it now. What depends on it is looked at again when that changes. */
  mayAsk: (callId: CallId) => boolean;
};

export class AskedOnce<T> {
  readonly #options: AskedOnceOptions<T>;
  readonly #known = new SvelteMap<CallId, T>();
  /** Nothing of a page hangs on it. */
  readonly #asked = new Set<CallId>();
  #next: CallId[] = [];

  constructor(options: AskedOnceOptions<T>) {
    this.#options = options;
  }

  /** Undefined where there is nothing, or it is not known yet. */
  of(callId: CallId): T | undefined {
    if (this.#options.mayAsk(callId) && !this.#asked.has(callId)) {
      this.#asked.add(callId);
      this.#next.push(callId);
      if (this.#next.length === 1) queueMicrotask(() => void this.#ask());
    }
    return this.#known.get(callId);
  }

  async #ask(): Promise<void> {
    const { mostAtOnce, ask } = this.#options;
    const asking = this.#next;
    this.#next = [];
    for (let from = 0; from < asking.length; from += mostAtOnce) {
      const callIds = asking.slice(from, from + mostAtOnce);
      const answer = await ask(callIds);
      if (answer.ok) for (const [callId, known] of answer.value) this.#known.set(callId, known);
      else if (answer.problem.code === 'unreachable') for (const callId of callIds) this.#asked.delete(callId);
    }
  }
}
