// The signed-in agent's own second factor: whether there is one, new recovery codes, and its end.
import type { RequestResult } from '../../../signalling/protocol/index.ts';
import type { Refused, SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { FactorSetUp } from './factorSetUp.svelte.ts';

/** What the agent is about to do, and what that wants first. */
export type FactorRequest = 'password' | 'renew' | 'end';
/** What was done with it last. */
export type FactorSaid = 'factorOn' | 'factorOff' | 'codesRenewed' | 'stepsLost';

export class OwnFactor {
  readonly setUp: FactorSetUp;
  readonly #client: SignallingClient;
  #state = $state.raw<RequestResult<'account.secondFactor'>>();
  #renewed = $state.raw<readonly string[]>();
  #ask = $state<FactorRequest>();
  readonly #say: (said: FactorSaid | undefined) => void;

  constructor(client: SignallingClient, say: (said: FactorSaid | undefined) => void) {
    this.#client = client;
    this.#say = say;
    this.setUp = new FactorSetUp(client);
  }

  /** Undefined until it is known, and for ever with a server that knows no second factors. */
  get state(): RequestResult<'account.secondFactor'> | undefined {
    return this.#state;
  }
  get ask(): FactorRequest | undefined {
    return this.#ask;
  }
  /** Something is being shown that wants the whole of the dialog. */
  get isShowing(): boolean {
    return this.setUp.begun !== undefined || this.recoveryCodes !== undefined;
  }
  /** To be shown once. */
  get recoveryCodes(): readonly string[] | undefined {
    return this.#renewed ?? this.setUp.recoveryCodes;
  }

  async refresh(): Promise<void> {
    const answer = await this.#client.request('account.secondFactor', {});
    if (answer.ok) this.#state = answer.value;
  }

  askFor(ask: FactorRequest | undefined): void {
    this.#say(undefined);
    this.#ask = ask;
  }

  /** @returns what went wrong, if anything did */
  async begin(password: string): Promise<Refused | undefined> {
    const problem = await this.setUp.begin(password);
    if (problem === undefined) this.#ask = undefined;
    return problem;
  }

  /** @returns as `begin` */
  async renew(code: string): Promise<Refused | undefined> {
    const answer = await this.#client.request('account.renewRecoveryCodes', { code });
    if (!answer.ok) return answer.problem;
    this.#ask = undefined;
    this.#renewed = answer.value.recoveryCodes;
    return undefined;
  }

  /** @returns as `begin` */
  async end(code: string): Promise<Refused | undefined> {
    const answer = await this.#client.request('account.endSecondFactor', { code });
    if (!answer.ok) return answer.problem;
    this.#ask = undefined;
    this.#say('factorOff');
    await this.refresh();
    return undefined;
  }

  /** What was begun is forgotten by the server: again, from the password on. */
  lost(): void {
    this.setUp.forget();
    this.askFor('password');
    this.#say('stepsLost');
  }

  /** The recovery codes have been kept. */
  async kept(): Promise<void> {
    this.#say(this.#renewed === undefined ? 'factorOn' : 'codesRenewed');
    this.#renewed = undefined;
    this.setUp.forget();
    await this.refresh();
  }
}
