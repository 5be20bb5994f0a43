// Setting a second factor up: a secret for the app, a code that shows that it has it, then the recovery codes. The server decides.
import type { RequestResult } from '../../../signalling/protocol/index.ts';
import type { Refused, SignallingClient } from '../../core/signallingClient/signallingClient.ts';

type Begun = RequestResult<'account.beginSecondFactor'>;

/** The server has forgotten what was begun: it took too long, or the connection is another one. */
export function isBegunLost(problem: Refused | undefined): boolean {
  const code = problem?.code;
  return code === 'notSignedIn' || code === 'sessionExpired' || code === 'notPossibleNow';
}

export class FactorSetUp {
  readonly #client: SignallingClient;
  #begun = $state.raw<Begun>();
  #recoveryCodes = $state.raw<readonly string[]>();

  constructor(client: SignallingClient) {
    this.#client = client;
  }

  /** The secret to be put into an app; undefined before `begin`, and when it is on. */
  get begun(): Begun | undefined {
    return this.#begun;
  }
  /** To be shown once; undefined until it is on. */
  get recoveryCodes(): readonly string[] | undefined {
    return this.#recoveryCodes;
  }

  /** `password`: of who is signed in; who is signing in has just given it. @returns what went wrong, if anything did */
  async begin(password?: string): Promise<Refused | undefined> {
    const params = password === undefined ? {} : { password };
    const answer = await this.#client.request('account.beginSecondFactor', params);
    if (!answer.ok) return answer.problem;
    this.#begun = answer.value;
    return undefined;
  }

  /** @returns as `begin` */
  async confirm(code: string): Promise<Refused | undefined> {
    const answer = await this.#client.request('account.confirmSecondFactor', { code });
    if (!answer.ok) return answer.problem;
    this.#begun = undefined;
    this.#recoveryCodes = answer.value.recoveryCodes;
    return undefined;
  }

  /** Neither the secret nor the recovery codes stay in the page. */
  forget(): void {
    this.#begun = this.#recoveryCodes = undefined;
  }
}
