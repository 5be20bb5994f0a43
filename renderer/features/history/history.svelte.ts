// The agent's recent calls, a page at a time.
import type { CallId, CallRecord, RequestResult } from '../../../signalling/protocol/index.ts';
import type { AgentFileAnswer, AgentFiles } from '../../core/agentFiles/agentFiles.ts';
import type { Answer, SignallingClient } from '../../core/signallingClient/signallingClient.ts';

const PAGE = 20;

export class History {
  readonly #client: SignallingClient;
  readonly #files: AgentFiles;
  #records = $state.raw<readonly CallRecord[]>([]);
  #hasMore = $state(false);

  constructor(client: SignallingClient, files: AgentFiles) {
    this.#client = client;
    this.#files = files;
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

  /** What was said, shown and agreed in a call; `skip`: how many of them are known. */
  readEntries(callId: CallId, skip: number): Promise<Answer<RequestResult<'history.entries'>>> {
    return this.#client.request('history.entries', { callId, skip });
  }

  readStill(callId: CallId, sha256: string): Promise<AgentFileAnswer<Blob>> {
    return this.#files.readStill(callId, sha256);
  }

  readChecks(callId: CallId): Promise<Answer<RequestResult<'identity.records'>>> {
    return this.#client.request('identity.records', { callId });
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
