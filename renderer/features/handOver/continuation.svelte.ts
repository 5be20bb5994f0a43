// The other device's side: a page opened with a code takes the call over when its person says so, and not before – whoever
// only looks at a link, as mail programs and messengers do, does not spend its code.
import type { CustomerCall, ProblemCode } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import type { LocalMedia } from '../../core/media/localMedia.ts';
import { forgetContinueCode, takeContinueCode, type ContinueCode } from './continueLink.ts';

export type ContinuationOptions = {
  client: Pick<SignallingClient, 'request'>;
  local: LocalMedia;
  onTaken: (callToken: string, call: CustomerCall) => void;
};

export class Continuation {
  readonly #options: ContinuationOptions;
  #code = $state.raw<ContinueCode | undefined>(takeContinueCode());
  #isTaking = $state(false);
  #problem = $state<ProblemCode | 'unreachable'>();

  constructor(options: ContinuationOptions) {
    this.#options = options;
    // The link may also be opened in a tab that shows this page already.
    window.addEventListener('hashchange', () => this.#look());
  }

  /** There is a code, and its person has not said yet what is to become of it. */
  get isWaiting(): boolean {
    return this.#code !== undefined;
  }

  get isTaking(): boolean {
    return this.#isTaking;
  }

  get problem(): ProblemCode | 'unreachable' | undefined {
    return this.#problem;
  }

  /** Microphone and camera first: until they may be used the call goes on over there. */
  async take(): Promise<void> {
    const code = this.#code;
    if (!code || this.#isTaking) return;
    this.#isTaking = true;
    this.#problem = undefined;
    const { local, client, onTaken } = this.#options;
    await (code.media === 'video' ? local.openBoth() : local.open('microphone'));
    const answer = await client.request('call.takeHandOver', { code: code.code });
    this.#isTaking = false;
    if (!answer.ok) {
      this.#problem = answer.problem.code;
      local.stop('microphone');
      local.stop('camera');
      return;
    }
    this.dismiss();
    onTaken(answer.value.callToken, answer.value.call);
  }

  /** The code is of no use, or not wanted. */
  dismiss(): void {
    forgetContinueCode();
    this.#code = undefined;
    this.#problem = undefined;
  }

  #look(): void {
    const found = takeContinueCode();
    if (!found) return;
    this.#code = found;
    this.#problem = undefined;
  }
}
