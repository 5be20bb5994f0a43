// Colleagues and queues among whom one chooses, found by a part of their names, and who is chosen.
import type { Colleague, TargetQueue, TransferTarget } from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import type { SayableProblem } from '../problems/index.ts';

/** What colleagues do changes while one chooses. */
const REFRESH_MS = 3000;

export class Targets {
  readonly #client: Pick<SignallingClient, 'request'>;
  #find = $state('');
  #colleagues = $state.raw<readonly Colleague[]>([]);
  #queues = $state.raw<readonly TargetQueue[]>([]);
  #isKnown = $state(false);
  #chosen = $state.raw<TransferTarget>();
  #problem = $state<SayableProblem>();
  /** Only the answer to the last question counts. */
  #asked = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(client: Pick<SignallingClient, 'request'>) {
    this.#client = client;
  }

  get find(): string {
    return this.#find;
  }
  set find(value: string) {
    this.#find = value;
    void this.refresh();
  }
  get colleagues(): readonly Colleague[] {
    return this.#colleagues;
  }
  get queues(): readonly TargetQueue[] {
    return this.#queues;
  }
  get chosen(): TransferTarget | undefined {
    return this.#chosen;
  }
  /** Nobody is called what was typed. */
  get isEmpty(): boolean {
    return this.#isKnown && this.#colleagues.length === 0 && this.#queues.length === 0;
  }
  /** Of the search. */
  get problem(): SayableProblem | undefined {
    return this.#problem;
  }

  isChosen(id: string): boolean {
    const chosen = this.#chosen;
    return chosen !== undefined && (chosen.kind === 'agent' ? chosen.agentId : chosen.queueId) === id;
  }

  choose(target: TransferTarget): void {
    this.#chosen = target;
  }

  begin(): void {
    this.end();
    this.#chosen = undefined;
    this.#find = '';
    void this.refresh();
    this.#timer = setInterval(() => void this.refresh(), REFRESH_MS);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  async refresh(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const find = this.#find.trim();
    const answer = await this.#client.request('transfer.targets', find === '' ? {} : { find });
    if (asked !== this.#asked) return;
    if (!answer.ok) {
      this.#problem = answer.problem.code;
      return;
    }
    this.#problem = undefined;
    this.#isKnown = true;
    this.#colleagues = answer.value.colleagues;
    this.#queues = answer.value.queues;
    if (!this.#isShown(this.#chosen)) this.#chosen = undefined;
  }

  /** Nobody stays chosen who is no longer in sight, or cannot take it any more. */
  #isShown(target: TransferTarget | undefined): boolean {
    return target?.kind === 'agent'
      ? this.#colleagues.some(({ agentId, state }) => agentId === target.agentId && state === 'free')
      : this.#queues.some(({ queueId, open }) => queueId === target?.queueId && open);
  }
}
