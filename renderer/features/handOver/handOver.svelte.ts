// The customer's side of handing the call to another device: a code is asked for and shown as long as it is good.
import type { CallMedia, ProblemCode } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { continueLink } from './continueLink.ts';

export type HandOverLink = { link: string; expiresAtMs: number };

/** A code with less left than this is not worth taking a phone out for. */
const WORTHWHILE_MS = 45_000;
/** The other device may have used the code in its last moment. */
const SLACK_MS = 10_000;

export class HandOver {
  readonly #client: Pick<SignallingClient, 'request' | 'nowMs'>;
  #isOpen = $state(false);
  #offer = $state.raw<HandOverLink>();
  #problem = $state<ProblemCode | 'unreachable'>();
  #media: CallMedia = 'video';

  constructor(client: Pick<SignallingClient, 'request' | 'nowMs'>) {
    this.#client = client;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Undefined while it is being asked for. */
  get offer(): HandOverLink | undefined {
    return this.#offer;
  }

  get problem(): ProblemCode | 'unreachable' | undefined {
    return this.#problem;
  }

  /** The other device may have taken the call over: there is a code that it could have used. */
  get mayHaveMoved(): boolean {
    return this.leftMs() > -SLACK_MS;
  }

  /** How long the code is still good; read it anew each second. */
  leftMs(): number {
    return this.#offer ? this.#offer.expiresAtMs - this.#client.nowMs() : -Infinity;
  }

  /** A code that is still good is shown again: another device may be on its way with it. */
  open(media: CallMedia): void {
    this.#media = media;
    this.#isOpen = true;
    if (this.leftMs() < WORTHWHILE_MS) void this.newCode();
  }

  close(): void {
    this.#isOpen = false;
  }

  /** Cancels the code before. */
  async newCode(): Promise<void> {
    this.#offer = undefined;
    this.#problem = undefined;
    const answer = await this.#client.request('call.offerHandOver', {});
    if (answer.ok) {
      const { code, expiresAtMs } = answer.value;
      this.#offer = { link: continueLink(location.origin, code, this.#media), expiresAtMs };
    } else this.#problem = answer.problem.code;
  }

  /** The call is over, or has moved. */
  forget(): void {
    this.#isOpen = false;
    this.#offer = undefined;
    this.#problem = undefined;
  }
}
