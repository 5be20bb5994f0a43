// The agent's recent calls, a page at a time.
import type { CallRecord } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

const PAGE = 20;

export class History {
  readonly #client: SignallingClient;
  #records = $state.raw<readonly CallRecord[]>([]);
  #hasMore = $state(false);

  constructor(client: SignallingClient) {
    this.#client = client;
  }

  get records(): readonly CallRecord[] {
    return this.#records;
  }
  get hasMore(): boolean {
    return this.#hasMore;
  }

  /** Reads the newest page anew. What is shown stays when the service cannot be asked. */
  async refresh(): Promise<void> {
    const answer = await this.#client.request('history.recent', { limit: PAGE });
    if (!answer.ok) return;
    this.#records = answer.value.records;
    this.#hasMore = answer.value.records.length === PAGE;
  }

  async more(): Promise<void> {
    const oldest = this.#records.at(-1);
    if (!oldest) return;
    const answer = await this.#client.request('history.recent', { limit: PAGE, beforeMs: oldest.endedAtMs });
    if (!answer.ok) return;
    this.#records = [...this.#records, ...answer.value.records];
    this.#hasMore = answer.value.records.length === PAGE;
  }
}
