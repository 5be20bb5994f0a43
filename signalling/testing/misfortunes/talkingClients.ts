// One side of an answered call, who comes back to it by itself: the agent, or a customer of the queue that the agent serves.
import { PROBLEMS, queueIdSchema, type AgentView, type CustomerCall, type Problem } from '../../protocol/index.ts';
import type { Ledger } from '../kills/ledger.ts';
import { ReturningClient } from '../kills/returningClient.ts';
import type { SeededRandom } from '../seededRandom.ts';

export type TalkWorld = { readonly port: number; readonly random: SeededRandom; readonly ledger: Ledger };

/** While nothing can be written they are refused, and try again on a new connection. */
const AGAIN_MS = 50;

export class TalkingAgent {
  readonly client: ReturningClient;
  view: AgentView | null = null;
  readonly #world: TalkWorld;
  #sessionToken: string | null = null;

  constructor(world: TalkWorld) {
    const { port, random } = world;
    this.#world = world;
    this.client = new ReturningClient({
      ...{ port, random, party: 'agent' },
      enter: () => this.#enter(),
      told: (notice) => {
        if (notice.name === 'agent.changed') this.view = notice.payload;
      },
    });
  }

  async #enter(): Promise<boolean> {
    const sessionToken = this.#sessionToken;
    const entered =
      sessionToken === null
        ? await this.client.asks('agent.signIn', { userName: 'agent', password: 'demo' })
        : await this.client.asks('agent.resume', { sessionToken });
    if (entered?.ok !== true) return again('the agent', this.client, this.#world, entered?.problem);
    const { agent, sessionToken: given }: { agent: AgentView; sessionToken?: string } = entered.value;
    this.#sessionToken ??= given ?? null;
    this.view = agent;
    return true;
  }
}

export class TalkingCustomer {
  readonly name: string;
  readonly client: ReturningClient;
  call: CustomerCall | null = null;
  /** How many signals of the other side have come. */
  signals = 0;
  #callToken: string | null = null;
  readonly #askedAt: number;
  readonly #world: TalkWorld;

  constructor(name: string, world: TalkWorld) {
    const { port, random, ledger } = world;
    this.name = name;
    this.#world = world;
    this.#askedAt = ledger.nextNumber();
    this.client = new ReturningClient({
      ...{ port, random, party: 'customer' },
      enter: () => this.#enter(),
      told: (notice) => {
        if (notice.name === 'call.changed') this.#take(notice.payload);
        if (notice.name === 'peer.signalled') this.signals += 1;
      },
    });
  }

  async #enter(): Promise<boolean> {
    const callToken = this.#callToken;
    const entered = callToken === null ? await this.#start() : await this.client.asks('call.resume', { callToken });
    if (entered?.ok !== true) return again(this.name, this.client, this.#world, entered?.problem);
    const { call, callToken: given }: { call: CustomerCall; callToken?: string } = entered.value;
    this.#callToken ??= given ?? null;
    this.#take(call);
    return true;
  }

  #start() {
    const requestId = `${this.name.replace(' ', '-')}-that-nobody-guesses`;
    const topicId = queueIdSchema.parse('loans');
    return this.client.asks('call.start', {
      ...{ requestId, topicId, customerName: this.name, media: 'voice', language: 'en' },
    });
  }

  #take(call: CustomerCall): void {
    this.call = call;
    this.#world.ledger.customerSees(this.name, call, this.#askedAt);
  }
}

function again(who: string, client: ReturningClient, { ledger }: TalkWorld, problem: Problem | undefined): false {
  if (problem !== undefined && !PROBLEMS[problem.code].retryable) ledger.refused(who, 'coming back', problem);
  setTimeout(() => client.drop(), AGAIN_MS);
  return false;
}
