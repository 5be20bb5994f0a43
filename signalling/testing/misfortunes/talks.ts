// One agent with one caller after the other, the next of whom waits already. While they talk misfortunes strike, and perhaps one of
// them hangs up in the middle of it. Afterwards the call goes on for both or is over for both, and the next one is next.
import type { SeededRandom } from '../seededRandom.ts';
import { until } from '../serverBench.ts';
import { TalkingAgent, TalkingCustomer, type TalkWorld } from './talkingClients.ts';

export type TalkCounts = { answered: number; met: number; wentOn: number; endedInIt: number };

export class Talks {
  /** `met`: answered calls that a misfortune came upon, one for each of both. */
  readonly counts: TalkCounts = { answered: 0, met: 0, wentOn: 0, endedInIt: 0 };
  readonly #world: TalkWorld;
  readonly #random: SeededRandom;
  readonly #agent: TalkingAgent;
  #customer: TalkingCustomer;
  #next: TalkingCustomer;
  #customers = 0;

  /** `random`: who hangs up, and when. That of the world says when the lost come back, which happens as often as it must. */
  constructor(world: TalkWorld, random: SeededRandom) {
    this.#world = world;
    this.#random = random;
    this.#agent = new TalkingAgent(world);
    this.#customer = this.#newCustomer();
    this.#next = this.#customer;
  }

  /** Until the first call is answered, and somebody waits behind it. */
  async begin(): Promise<void> {
    await this.#allIn();
    await this.#agentDoes('agent.setIntent', { intent: { name: 'available' } });
    await this.#answerNext();
  }

  /** Somebody hangs up now, or nobody. The promise is kept for `settle`. */
  async hangUpPerhaps(): Promise<HangUp> {
    const random = this.#random;
    if (random.percent(50)) return 'notAsked';
    const by = random.percent(50) ? this.#agent.client : this.#customer.client;
    await new Promise((resolve) => setTimeout(resolve, random.between(0, 40)));
    const answer = await by.asks('call.hangUp', {});
    if (answer === null) return 'unanswered';
    return answer.ok ? 'acknowledged' : 'refused';
  }

  /** After a misfortune: what was said holds, both say the same, and who waits has kept the place. */
  async settle(misfortune: string, hangUp: HangUp): Promise<void> {
    await this.#allIn();
    const { counts } = this;
    const { violations } = this.#world.ledger;
    counts.met += 1;
    const state = await this.#agreedState();
    const told = `${this.#customer.name} in ${misfortune}, hanging up ${hangUp}`;
    if (state === null) violations.push(`${told}: ${this.#bothViews()}`);
    if (state === 'on' && hangUp === 'acknowledged') violations.push(`${told}: the call goes on`);
    if (state === 'over' && (hangUp === 'notAsked' || hangUp === 'refused'))
      violations.push(`${told}: the call is over`);
    const { phase } = this.#next.call ?? {};
    if (phase?.name !== 'waiting' || phase.position !== 1) violations.push(`${told}: next is ${JSON.stringify(phase)}`);
    if (state === 'over') {
      counts.endedInIt += 1;
      await this.#finish();
      await this.#answerNext();
    } else if (state === 'on') {
      counts.wentOn += 1;
      await this.#signalArrives();
    } else throw new Error(violations.at(-1));
  }

  /** Ends what goes on. */
  async end(): Promise<void> {
    await this.#agentDoes('call.hangUp', {});
    await until(() => this.#customer.call?.phase.name === 'ended');
    await this.#agentDoes('agent.setIntent', { intent: { name: 'away', reason: 'break' } });
    await this.#finish();
    const left = await this.#next.client.asks('call.leaveLine', {});
    if (left?.ok !== true) throw new Error('who waits can leave');
    await until(() => this.#next.call?.phase.name === 'ended' && this.#agent.view?.work.name === 'idle');
  }

  stop(): void {
    for (const { client } of [this.#agent, this.#customer, this.#next]) client.stop();
  }

  #newCustomer(): TalkingCustomer {
    this.#customers += 1;
    return new TalkingCustomer(`Customer ${this.#customers}`, this.#world);
  }

  async #allIn(): Promise<void> {
    const all = [this.#agent, this.#customer, this.#next];
    const { violations } = this.#world.ledger;
    await until(() => violations.length > 0 || all.every(({ client }) => client.enteredAtMs !== null));
    if (violations.length > 0) throw new Error(violations.join('\n'));
  }

  /** The one who has waited is the one whom it rings for. */
  async #answerNext(): Promise<void> {
    const [agent, customer] = [this.#agent, this.#next];
    await until(() => agent.view?.work.name === 'ringing');
    const work = agent.view?.work;
    if (work?.name !== 'ringing') throw new Error('it rings');
    const { offerId, callId } = work.offer;
    if (callId !== customer.call?.callId) this.#world.ledger.violations.push(`${customer.name} waited, another rang`);
    this.#customer = customer;
    this.#next = this.#newCustomer();
    await this.#agentDoes('offer.answer', { offerId, withVideo: false });
    await until(() => agent.view?.work.name === 'inCall' && customer.call?.phase.name === 'active');
    for (const { client } of [agent, customer]) await client.asks('peer.reportConnected', { callId, generation: 1 });
    await until(() => this.#next.call?.phase.name === 'waiting');
    this.counts.answered += 1;
  }

  async #finish(): Promise<void> {
    const work = this.#agent.view?.work;
    if (work?.name !== 'wrapUp') throw new Error('wrap-up comes after a call');
    this.#customer.client.stop();
    await this.#agentDoes('wrapUp.finish', { callId: work.wrapUp.callId, reasonId: 'solved', notes: 'Held.' });
  }

  async #signalArrives(): Promise<void> {
    const [work, phase] = [this.#agent.view?.work, this.#customer.call?.phase];
    if (work?.name !== 'inCall' || phase?.name !== 'active') throw new Error('both are in the call');
    const before = this.#customer.signals;
    const { callId, generation } = work.call;
    await this.#agentDoes('peer.signal', { callId, generation, signal: { type: 'renegotiate', renegotiate: true } });
    await until(() => this.#customer.signals > before);
  }

  async #agreedState(): Promise<'on' | 'over' | null> {
    await until(() => this.#state() !== null).catch(() => undefined);
    return this.#state();
  }

  #state(): 'on' | 'over' | null {
    const [work, call] = [this.#agent.view?.work, this.#customer.call];
    if (work === undefined || call === null) return null;
    const { callId, phase } = call;
    if (work.name === 'inCall' && phase.name === 'active') return work.call.callId === callId ? 'on' : null;
    if (work.name !== 'wrapUp' || phase.name !== 'ended' || work.wrapUp.callId !== callId) return null;
    return phase.outcome === 'answered' && work.wrapUp.outcome === 'answered' ? 'over' : null;
  }

  #bothViews(): string {
    return JSON.stringify({ agent: this.#agent.view?.work, customer: this.#customer.call?.phase });
  }

  async #agentDoes(...[name, params]: Parameters<TalkingAgent['client']['asks']>): Promise<void> {
    const answer = await this.#agent.client.asks(name, params);
    if (answer?.ok !== true) throw new Error(`${name} got ${answer?.problem.code ?? 'no answer'}`);
  }
}

export type HangUp = 'notAsked' | 'unanswered' | 'refused' | 'acknowledged';
