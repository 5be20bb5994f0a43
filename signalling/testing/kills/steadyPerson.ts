// Somebody who comes back after each kill and does what the test says. Knows the last view that the server gave them.
import {
  queueIdSchema,
  type AgentView,
  type CustomerCall,
  type Params,
  type RequestName,
  type RequestResult,
} from '../../protocol/index.ts';
import type { SeededRandom } from '../seededRandom.ts';
import { ReturningClient } from './returningClient.ts';

/** Of the demo's. */
const TOPIC = queueIdSchema.parse('everyday');

export class SteadyPerson {
  readonly client: ReturningClient;
  agent: AgentView | null = null;
  call: CustomerCall | null = null;
  #token: string | null = null;

  /** `userName`: of an agent; null: a customer, who has to `start`. */
  constructor(port: number, random: SeededRandom, userName: string | null) {
    this.client = new ReturningClient({
      ...{ port, random, party: userName === null ? 'customer' : 'agent' },
      enter: () => (userName === null ? this.#resumeCall() : this.#enter(userName)),
      told: (notice) => {
        if (notice.name === 'agent.changed') this.agent = notice.payload;
        if (notice.name === 'call.changed') this.call = notice.payload;
      },
    });
  }

  /** @throws Error with the code when the server refuses, or is gone */
  async does<N extends RequestName>(name: N, params: Params<N>): Promise<RequestResult<N>> {
    const answer = await this.client.asks(name, params);
    if (answer?.ok !== true) throw new Error(`${name}: ${answer?.problem.code ?? 'no answer'}`);
    return answer.value;
  }

  async start(customerName = 'Zoé', requestId = 'a-start-of-the-killed-test'): Promise<CustomerCall['callId']> {
    const about = { requestId, customerName, topicId: TOPIC } as const;
    const started = await this.does('call.start', { ...about, media: 'video', language: 'en' });
    this.#token = started.callToken;
    this.call = started.call;
    return started.call.callId;
  }

  async #enter(userName: string): Promise<boolean> {
    const answer =
      this.#token === null
        ? await this.client.asks('agent.signIn', { userName, password: 'demo' })
        : await this.client.asks('agent.resume', { sessionToken: this.#token });
    if (answer?.ok !== true) return false;
    const { agent, sessionToken = this.#token }: { agent: AgentView; sessionToken?: string | null } = answer.value;
    this.#token = sessionToken;
    this.agent = agent;
    return true;
  }

  async #resumeCall(): Promise<boolean> {
    if (this.#token === null) return true;
    const answer = await this.client.asks('call.resume', { callToken: this.#token });
    if (answer?.ok === true) this.call = answer.value.call;
    return answer?.ok === true;
  }
}
