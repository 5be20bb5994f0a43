// A customer who calls, waits, sometimes leaves, talks, hangs up and calls again. Acts on what the server says only.
import { queueIdSchema, type CustomerCall, type Params, type RequestName } from '../../protocol/index.ts';
import { GOOD_QUALITY } from '../serviceBench.ts';
import type { World } from './restlessAgent.ts';
import { ReturningClient } from './returningClient.ts';

const TOPICS = [queueIdSchema.parse('cards'), queueIdSchema.parse('loans')] as const;

export class RestlessCustomer {
  readonly name: string;
  readonly client: ReturningClient;
  readonly #world: World;
  #call: CustomerCall | null = null;
  #callToken: string | null = null;
  #start: Params<'call.start'> | null = null;
  #askedAt = 0;
  #calls = 0;
  #nextAct: NodeJS.Timeout | undefined;

  constructor(name: string, world: World) {
    this.name = name;
    this.#world = world;
    const { port, random } = world;
    this.client = new ReturningClient({
      port,
      random,
      party: 'customer',
      enter: () => this.#enter(),
      told: (notice) => {
        if (notice.name === 'call.changed') this.#take(notice.payload);
      },
    });
  }

  /** Has no call under way and begins none. */
  get isDone(): boolean {
    return this.#start === null && this.client.enteredAtMs !== null;
  }

  stop(): void {
    clearTimeout(this.#nextAct);
    this.client.stop();
  }

  async #enter(): Promise<boolean> {
    if (this.#callToken !== null) {
      const resumed = await this.client.asks('call.resume', { callToken: this.#callToken });
      if (resumed === null) return false;
      if (resumed.ok) this.#take(resumed.value.call);
      else this.#world.ledger.refused(this.name, 'coming back', resumed.problem);
      return resumed.ok;
    }
    if (this.#start !== null) return this.#askForStart(this.#start);
    this.#plan(30, 300);
    return true;
  }

  async #askForStart(start: Params<'call.start'>): Promise<boolean> {
    const started = await this.client.asks('call.start', start);
    if (started === null) return false;
    if (!started.ok) {
      this.#world.ledger.refused(this.name, 'a call', started.problem);
      return false;
    }
    this.#callToken = started.value.callToken;
    this.#take(started.value.call);
    return true;
  }

  #take(call: CustomerCall): void {
    this.#call = call;
    this.#world.ledger.customerSees(this.name, call, this.#askedAt);
    if (call.phase.name === 'ended') {
      this.#start = null;
      this.#callToken = null;
      this.#plan(10, 150);
    } else if (call.phase.name === 'active') this.#plan(60, 500);
    else this.#plan(200, 2000);
  }

  #plan(low: number, high: number): void {
    clearTimeout(this.#nextAct);
    this.#nextAct = setTimeout(() => void this.#act(), this.#world.random.between(low, high));
  }

  async #act(): Promise<void> {
    if (this.client.enteredAtMs === null) return;
    const { random, isClosing } = this.#world;
    const call = this.#call;
    if (random.percent(4)) this.client.drop();
    else if (this.#start === null) await this.#begin();
    else if (call?.phase.name === 'waiting') {
      if (!isClosing && random.percent(10)) await this.#tries('call.leaveLine', {});
    } else if (call?.phase.name === 'active') await this.#talk(call.callId, call.phase.generation);
    if (this.#call === call && this.#start !== null) this.#plan(60, 500);
  }

  async #begin(): Promise<void> {
    const { ledger, random, isClosing } = this.#world;
    if (isClosing) return;
    this.#calls += 1;
    this.#askedAt = ledger.nextNumber();
    this.#start = {
      requestId: `${this.name}-${this.#calls}-that-nobody-guesses`,
      customerName: this.name,
      topicId: random.pick(TOPICS),
      media: 'voice',
      language: 'en',
    };
    await this.#askForStart(this.#start);
  }

  async #talk(callId: CustomerCall['callId'], generation: number): Promise<void> {
    const { random } = this.#world;
    await this.#tries('peer.reportConnected', { callId, generation });
    const chance = random.fraction();
    if (chance < 0.3) await this.#tries('call.hangUp', {});
    else if (chance < 0.5) await this.#tries('peer.renew', { callId, generation });
    else if (chance < 0.7) await this.#tries('call.reportQuality', { callId, quality: GOOD_QUALITY });
  }

  async #tries<N extends RequestName>(name: N, params: Params<N>): Promise<void> {
    const answer = await this.client.asks(name, params);
    if (answer?.ok === false && ['internal', 'badParams', 'notAllowed'].includes(answer.problem.code)) {
      this.#world.ledger.refused(this.name, name, answer.problem);
    }
  }
}
