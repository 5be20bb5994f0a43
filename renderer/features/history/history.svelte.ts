// The agent's recent calls, a page at a time.
import type { CallId, CallRecord, MissedCall, RequestResult } from '../../../signalling/protocol/index.ts';
import type { AgentFileAnswer, AgentFiles } from '../../core/agentFiles/agentFiles.ts';
import type { Answer, SignallingClient } from '../../core/signallingClient/signallingClient.ts';

const PAGE = 20;
/** What was missed longer ago is of no use to anybody. */
const MOST_MISSED = 20;

/** A line of the list: a call of the agent's, or one that they missed. */
export type HistoryLine = { readonly id: string } & ({ readonly record: CallRecord } | { readonly missed: MissedCall });

export class History {
  readonly #client: SignallingClient;
  readonly #files: AgentFiles;
  #records = $state.raw<readonly CallRecord[]>([]);
  #missed = $state.raw<readonly MissedCall[]>([]);
  #hasMore = $state(false);

  constructor(client: SignallingClient, files: AgentFiles) {
    this.#client = client;
    this.#files = files;
  }

  /** Newest first. What was missed before the oldest call that is shown comes when that is far enough back. */
  get lines(): readonly HistoryLine[] {
    const fromMs = this.#hasMore ? (this.#records.at(-1)?.endedAtMs ?? 0) : 0;
    const missed = this.#missed.filter(({ endedAtMs }) => endedAtMs >= fromMs);
    const lines = [
      ...this.#records.map((record) => ({ id: record.callId, atMs: record.endedAtMs, record })),
      ...missed.map((call) => ({ id: call.offerId, atMs: call.endedAtMs, missed: call })),
    ];
    return lines.sort((a, b) => b.atMs - a.atMs);
  }
  get hasMore(): boolean {
    return this.#hasMore;
  }

  /** Reads the newest page anew. What is shown stays when the service cannot be asked. */
  async refresh(): Promise<void> {
    const [answer, missed] = await Promise.all([
      this.#client.request('history.recent', { limit: PAGE }),
      this.#client.request('history.missed', { limit: MOST_MISSED }),
    ]);
    if (missed.ok) this.#missed = missed.value.missed;
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

  readAgreed(callId: CallId, sha256: string): Promise<AgentFileAnswer<Blob>> {
    return this.#files.readAgreed(callId, sha256);
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
