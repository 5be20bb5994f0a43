// The entries of one call, read a page at a time.
import type {
  CallId,
  ProblemCode,
  RecordedTranscriptEntry,
  RequestResult,
} from '../../../signalling/protocol/index.ts';
import type { AgentFileAnswer } from '../../core/agentFiles/agentFiles.ts';
import type { Answer } from '../../core/signallingClient/signallingClient.ts';
import { shownEntries, type ShownTranscriptEntry } from './shownEntry.ts';

/** Where entries, stills and agreed files come from. */
export interface TranscriptSource {
  readEntries(callId: CallId, skip: number): Promise<Answer<RequestResult<'history.entries'>>>;
  readStill(callId: CallId, sha256: string): Promise<AgentFileAnswer<Blob>>;
  readAgreed(callId: CallId, sha256: string): Promise<AgentFileAnswer<Blob>>;
}

export class CallTranscript {
  readonly #source: TranscriptSource;
  readonly #callId: CallId;
  #entries = $state.raw<readonly RecordedTranscriptEntry[]>([]);
  #hasMore = $state(true);
  #isReading = $state(false);
  #problem = $state<ProblemCode | 'unreachable'>();
  readonly #shown = $derived(shownEntries(this.#entries));

  constructor(source: TranscriptSource, callId: CallId) {
    this.#source = source;
    this.#callId = callId;
    void this.more();
  }

  get shown(): readonly ShownTranscriptEntry[] {
    return this.#shown;
  }
  get hasMore(): boolean {
    return this.#hasMore;
  }
  get isReading(): boolean {
    return this.#isReading;
  }
  get problem(): ProblemCode | 'unreachable' | undefined {
    return this.#problem;
  }

  async more(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    this.#problem = undefined;
    const answer = await this.#source.readEntries(this.#callId, this.#entries.length);
    this.#isReading = false;
    if (!answer.ok) {
      this.#problem = answer.problem.code;
      return;
    }
    this.#entries = [...this.#entries, ...answer.value.entries];
    this.#hasMore = answer.value.more;
  }

  readStill(sha256: string): Promise<AgentFileAnswer<Blob>> {
    return this.#source.readStill(this.#callId, sha256);
  }

  readAgreed(sha256: string): Promise<AgentFileAnswer<Blob>> {
    return this.#source.readAgreed(this.#callId, sha256);
  }
}
