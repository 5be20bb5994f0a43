// To whom the customer who waits again is being handed on. Asked again from time to time: it may be taken back.
import type { TransferCourse } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

const AGAIN_MS = 4000;

export class TransferWatch {
  readonly #client: Pick<SignallingClient, 'request'>;
  #course = $state.raw<TransferCourse>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWatching = false;

  constructor(client: Pick<SignallingClient, 'request'>) {
    this.#client = client;
  }

  get course(): TransferCourse | undefined {
    return this.#course;
  }

  /** The customer waits; perhaps on their way to somebody. */
  begin(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    void this.#ask();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#isWatching = false;
    this.#course = undefined;
  }

  async #ask(): Promise<void> {
    const answer = await this.#client.request('transfer.course', {});
    if (!this.#isWatching) return;
    if (answer.ok) this.#course = answer.value.course ?? undefined;
    // Who is not on their way will not be while they wait, and an older server knows of none. What could not be told is asked again.
    const isOver = answer.ok ? answer.value.course === null : answer.problem.code === 'unknownRequest';
    if (!isOver) this.#timer = setTimeout(() => void this.#ask(), AGAIN_MS);
  }
}
