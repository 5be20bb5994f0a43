// Asking a colleague while the customer of the present call waits: what the agent does about it, and what became of it.
import type { CallId, ConsultView, Params, RequestName } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import type { SayableProblem } from '../problems/index.ts';

/** It is over, and not by this agent: the colleague did not take it, or has left. */
export type ConsultNewsItem = { readonly kind: 'notTaken' | 'left'; readonly name: string };

export class Consult {
  readonly #client: Pick<SignallingClient, 'request'>;
  readonly #callId: CallId;
  #present: ConsultView | undefined;
  #isEnding = false;
  #news = $state.raw<ConsultNewsItem>();
  #problem = $state<SayableProblem>();
  #isBusy = $state(false);

  constructor(client: Pick<SignallingClient, 'request'>, callId: CallId) {
    this.#client = client;
    this.#callId = callId;
  }

  get news(): ConsultNewsItem | undefined {
    return this.#news;
  }
  get problem(): SayableProblem | undefined {
    return this.#problem;
  }
  /** An answer is awaited: a second click asks for the same. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Follows what the server says of it. */
  follow(view: ConsultView | undefined): void {
    const before = this.#present;
    this.#present = view;
    if (view !== undefined) {
      if (before === undefined) {
        this.#news = undefined;
        this.#problem = undefined;
      }
      return;
    }
    if (before === undefined) return;
    if (!this.#isEnding) {
      this.#news = { kind: before.talk === undefined ? 'notTaken' : 'left', name: before.colleagueName };
    }
    this.#isEnding = false;
  }

  dismissNews(): void {
    this.#news = undefined;
  }

  async end(): Promise<void> {
    // Nothing is asked for, and what ends meanwhile is news.
    if (this.#isBusy) return;
    this.#isEnding = true;
    await this.#ask('consult.end', { callId: this.#callId });
    // Refused, it goes on.
    if (this.#problem !== undefined) this.#isEnding = false;
  }

  async swap(to: Params<'consult.swap'>['to']): Promise<void> {
    await this.#ask('consult.swap', { callId: this.#callId, to });
  }

  async complete(): Promise<void> {
    await this.#ask('consult.complete', { callId: this.#callId });
  }

  /** Everybody talks with each other. */
  async merge(): Promise<void> {
    await this.#ask('consult.merge', { callId: this.#callId });
  }

  async #ask<N extends RequestName>(name: N, params: Params<N>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const answer = await this.#client.request(name, params);
    this.#isBusy = false;
    this.#problem = answer.ok ? undefined : answer.problem.code;
  }
}
