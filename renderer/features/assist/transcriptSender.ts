// Entries on their way to the call's record: in order, each once, also over a server that is away for a while.
import {
  transcriptEntrySchema,
  idSchema,
  MAX_TRANSCRIPT_ENTRIES,
  PROBLEMS,
  type CallId,
  type TranscriptEntry,
} from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { DeliveryQueue, type Delivered } from './deliveryQueue.ts';

/** What is needed of the connection. */
export type TranscriptClient = Pick<SignallingClient, 'state' | 'request' | 'nowMs'>;

type Waiting = { entryId: string; entry: TranscriptEntry; atMs: number };

/** The server takes 40 requests a second; a reload reports a whole call anew and must leave room for its media. */
const PACE_MS = 50;
const RETRY_MS = 1_000;
/** For as long the server still takes what a customer has left to say. */
const LINGER_MS = 2 * 60 * 1000;
/** No entry is told as older than this. */
const MOST_AGO_MS = 3_600_000;
const CHAT_KINDS: readonly TranscriptEntry['kind'][] = ['chat', 'phrase', 'link'];

export class TranscriptSender {
  readonly #client: TranscriptClient;
  readonly #callId: CallId;
  readonly #queue: DeliveryQueue<Waiting>;
  #keepsChat = true;
  #lastAtMs = -Infinity;

  constructor(client: TranscriptClient, callId: CallId) {
    this.#client = client;
    this.#callId = callId;
    this.#queue = new DeliveryQueue({
      deliver: (waiting) => this.#deliver(waiting),
      paceMs: PACE_MS,
      mostWaiting: MAX_TRANSCRIPT_ENTRIES,
      lingerMs: LINGER_MS,
    });
  }

  has(entryId: string): boolean {
    return this.#queue.has(entryId);
  }

  /** What no record can hold is left out. `atMs` by the server's clock. */
  add(entryId: string, entry: TranscriptEntry, atMs: number): void {
    if (!idSchema.safeParse(entryId).success || !transcriptEntrySchema.safeParse(entry).success) return;
    if (this.#queue.has(entryId)) return;
    // The server tells times by when they come: what was said in one breath needs room to stay in order on the way.
    const isOneBreath = Math.abs(atMs - this.#lastAtMs) < PACE_MS;
    this.#lastAtMs = isOneBreath ? this.#lastAtMs + PACE_MS : atMs;
    this.#queue.add(entryId, { entryId, entry, atMs: this.#lastAtMs });
  }

  close(): void {
    this.#queue.close();
  }

  async #deliver({ entryId, entry, atMs }: Waiting): Promise<Delivered> {
    if (!this.#keepsChat && CHAT_KINDS.includes(entry.kind)) return { name: 'done' };
    // Before the page is known to the server again nothing else may be said.
    if (this.#client.state !== 'open') return { name: 'later', afterMs: RETRY_MS };
    const agoMs = Math.min(MOST_AGO_MS, Math.max(0, Math.round(this.#client.nowMs() - atMs)));
    const answer = await this.#client.request('call.addEntry', { callId: this.#callId, entryId, agoMs, entry });
    if (answer.ok) {
      this.#keepsChat = this.#keepsChat && answer.value.kept;
      return { name: 'done' };
    }
    const { problem } = answer;
    if (problem.code === 'badParams') return { name: 'done' };
    if (problem.code !== 'unreachable' && !PROBLEMS[problem.code].retryable) return { name: 'stop' };
    const afterMs = 'retryAfterMs' in problem ? (problem.retryAfterMs ?? RETRY_MS) : RETRY_MS;
    return { name: 'later', afterMs: Math.max(RETRY_MS, afterMs) };
  }
}
