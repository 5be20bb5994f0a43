// Handing the present call on: whom one may choose, whom one has chosen, and why.
import type { CallId, Colleague, TargetQueue, TransferTarget } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import type { SayableProblem } from '../problems/index.ts';
import { forgetHandedOn, noteHandedOn } from './handedOn.ts';

/** What colleagues do changes while one chooses. */
const REFRESH_MS = 3000;

export class Transfer {
  readonly #client: Pick<SignallingClient, 'request' | 'serverCan'>;
  readonly #callId: CallId;
  #isOpen = $state(false);
  #find = $state('');
  #colleagues = $state.raw<readonly Colleague[]>([]);
  #queues = $state.raw<readonly TargetQueue[]>([]);
  #isKnown = $state(false);
  #chosen = $state.raw<TransferTarget>();
  /** Of handing on; of the search. */
  #problem = $state<SayableProblem>();
  #searchProblem = $state<SayableProblem>();
  #isSending = $state(false);
  /** Only the answer to the last question counts. */
  #asked = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  reason = $state('');

  constructor(client: Pick<SignallingClient, 'request' | 'serverCan'>, callId: CallId) {
    this.#client = client;
    this.#callId = callId;
    forgetHandedOn();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  get find(): string {
    return this.#find;
  }
  set find(value: string) {
    this.#find = value;
    void this.#refresh();
  }
  get colleagues(): readonly Colleague[] {
    return this.#colleagues;
  }
  get queues(): readonly TargetQueue[] {
    return this.#queues;
  }
  /** Nobody is called what was typed. */
  get isEmpty(): boolean {
    return this.#isKnown && this.#colleagues.length === 0 && this.#queues.length === 0;
  }
  get problem(): SayableProblem | undefined {
    return this.#problem ?? this.#searchProblem;
  }
  get maySend(): boolean {
    return this.#chosen !== undefined && !this.#isSending;
  }

  isChosen(id: string): boolean {
    const chosen = this.#chosen;
    return chosen !== undefined && (chosen.kind === 'agent' ? chosen.agentId : chosen.queueId) === id;
  }

  open(): void {
    this.#isOpen = true;
    this.#problem = undefined;
    this.#chosen = undefined;
    this.#find = '';
    void this.#refresh();
    this.#timer = setInterval(() => void this.#refresh(), REFRESH_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#isOpen = false;
  }

  choose(target: TransferTarget): void {
    this.#chosen = target;
    this.#problem = undefined;
  }

  /** A colleague, not a queue, and the server knows of it. */
  get mayTalkFirst(): boolean {
    return this.maySend && this.#chosen?.kind === 'agent' && this.canTalkFirst;
  }
  get canTalkFirst(): boolean {
    return this.#client.serverCan('consult');
  }

  /** Asks the colleague before anything is decided: the customer waits. `notes`: of the agent, for the colleague. */
  async talkFirst(notes: string): Promise<void> {
    const to = this.#chosen;
    if (to?.kind !== 'agent' || this.#isSending) return;
    this.#isSending = true;
    const said = { reason: this.reason.trim(), notes: notes.trim() };
    const answer = await this.#client.request('call.consult', { callId: this.#callId, to: to.agentId, ...said });
    this.#isSending = false;
    if (answer.ok) this.close();
    else {
      this.#problem = answer.problem.code;
      void this.#refresh();
    }
  }

  /** `notes`: of the agent, for whoever takes the call. */
  async send(notes: string): Promise<void> {
    const to = this.#chosen;
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
      void this.#refresh();
    }
  }

  /** Nobody gets a call who is no longer in sight, or cannot take it any more. */
  #isShown(target: TransferTarget | undefined): boolean {
    return target?.kind === 'agent'
      ? this.#colleagues.some(({ agentId, state }) => agentId === target.agentId && state === 'free')
      : this.#queues.some(({ queueId, open }) => queueId === target?.queueId && open);
  }

  async #refresh(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const find = this.#find.trim();
    const answer = await this.#client.request('transfer.targets', find === '' ? {} : { find });
    if (asked !== this.#asked) return;
    if (!answer.ok) {
      this.#searchProblem = answer.problem.code;
      return;
    }
    this.#searchProblem = undefined;
    this.#isKnown = true;
    this.#colleagues = answer.value.colleagues;
    this.#queues = answer.value.queues;
    if (!this.#isShown(this.#chosen)) this.#chosen = undefined;
  }
}
