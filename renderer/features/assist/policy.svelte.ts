// What the settings say of files in calls: asked of the server once. Until it has answered, what is usual holds.
import type { AssistPolicy } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';

export const USUAL_POLICY: AssistPolicy = { maxFileBytes: 50_000_000, customerFiles: true, recordChat: true };

export class Policy {
  readonly #client: Pick<SignallingClient, 'request' | 'state'>;
  readonly #onKnown: (policy: AssistPolicy) => void;
  readonly #stop: () => void;
  #policy = $state.raw(USUAL_POLICY);
  #isKnown = false;

  constructor(
    client: Pick<SignallingClient, 'request' | 'state' | 'onState'>,
    onKnown: (policy: AssistPolicy) => void,
  ) {
    this.#client = client;
    this.#onKnown = onKnown;
    this.#stop = client.onState((state) => state === 'open' && void this.#ask());
    void this.#ask();
  }

  /** The customer may put files of theirs on the table. */
  get customerFiles(): boolean {
    return this.#policy.customerFiles;
  }

  close(): void {
    this.#stop();
  }

  async #ask(): Promise<void> {
    if (this.#isKnown || this.#client.state !== 'open') return;
    const answer = await this.#client.request('assist.policy', {});
    if (!answer.ok) return;
    this.#isKnown = true;
    this.#policy = answer.value;
    this.#onKnown(answer.value);
  }
}
