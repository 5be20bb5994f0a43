// Handing the present call on: to whom, and why.
import type { CallId, TransferTarget } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import type { SayableProblem } from '../problems/index.ts';
import { forgetHandedOn, noteHandedOn } from './handedOn.ts';
import { Targets } from './targets.svelte.ts';

export class Transfer {
  readonly targets: Targets;
  readonly #client: Pick<SignallingClient, 'request' | 'serverCan'>;
  readonly #callId: CallId;
  #isOpen = $state(false);
  #problem = $state<SayableProblem>();
  #isSending = $state(false);
  reason = $state('');

  constructor(client: Pick<SignallingClient, 'request' | 'serverCan'>, callId: CallId) {
    this.#client = client;
    this.#callId = callId;
    this.targets = new Targets(client);
    forgetHandedOn();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  get problem(): SayableProblem | undefined {
    return this.#problem ?? this.targets.problem;
  }
  get maySend(): boolean {
    return this.targets.chosen !== undefined && !this.#isSending;
  }

  open(): void {
    this.#isOpen = true;
    this.#problem = undefined;
    this.targets.begin();
  }

  close(): void {
    this.targets.end();
    this.#isOpen = false;
  }

  choose(target: TransferTarget): void {
    this.targets.choose(target);
    this.#problem = undefined;
  }

  /** A colleague, not a queue, and the server knows of it. */
  get mayTalkFirst(): boolean {
    return this.maySend && this.targets.chosen?.kind === 'agent' && this.canTalkFirst;
  }
  get canTalkFirst(): boolean {
    return this.#client.serverCan('consult');
  }

  /** Asks the colleague before anything is decided: the customer waits. `notes`: of the agent, for the colleague. */
  async talkFirst(notes: string): Promise<void> {
    const to = this.targets.chosen;
    if (to?.kind !== 'agent' || this.#isSending) return;
    this.#isSending = true;
    const said = { reason: this.reason.trim(), notes: notes.trim() };
    const answer = await this.#client.request('call.consult', { callId: this.#callId, to: to.agentId, ...said });
    this.#isSending = false;
    if (answer.ok) this.close();
    else {
      this.#problem = answer.problem.code;
      void this.targets.refresh();
    }
  }

  /** `notes`: of the agent, for whoever takes the call. */
  async send(notes: string): Promise<void> {
    const to = this.targets.chosen;
    if (!to || this.#isSending) return;
    this.#isSending = true;
    // Wrap-up begins before the answer is here.
    noteHandedOn(this.#callId);
    const answer = await this.#client.request('call.transfer', {
      callId: this.#callId,
      to,
      reason: this.reason.trim(),
      notes: notes.trim(),
    });
    this.#isSending = false;
    if (answer.ok) this.close();
    else {
      forgetHandedOn();
      this.#problem = answer.problem.code;
      void this.targets.refresh();
    }
  }
}
