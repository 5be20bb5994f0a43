// An agent who works by chance: answers, declines or lets it ring, talks a while, hands on, finishes. Acts on what the server says only.
import type { AgentCall, AgentView, ConsultView, RequestName, Params } from '../../protocol/index.ts';
import type { SeededRandom } from '../seededRandom.ts';
import { GOOD_QUALITY } from '../serviceBench.ts';
import type { Ledger } from './ledger.ts';
import { ReturningClient } from './returningClient.ts';

export type World = {
  readonly port: number;
  readonly random: SeededRandom;
  readonly ledger: Ledger;
  /** From then on nobody begins anything, and everybody brings to an end what goes on. */
  isClosing: boolean;
};

/** How long they think before they act, at least and at most. */
const PAUSES_MS = { idle: [10, 100], ringing: [10, 500], inCall: [60, 500], wrapUp: [10, 100] } as const;

export class RestlessAgent {
  readonly userName: string;
  readonly client: ReturningClient;
  readonly #world: World;
  #view: AgentView | null = null;
  #sessionToken: string | null = null;
  #nextAct: NodeJS.Timeout | undefined;

  constructor(userName: string, world: World) {
    this.userName = userName;
    this.#world = world;
    const { port, random } = world;
    this.client = new ReturningClient({
      port,
      random,
      party: 'agent',
      enter: () => this.#enter(),
      told: (notice) => {
        if (notice.name === 'agent.changed') this.#take(notice.payload);
      },
    });
  }

  get isIdle(): boolean {
    return this.#view?.work.name === 'idle' && this.client.enteredAtMs !== null;
  }

  stop(): void {
    clearTimeout(this.#nextAct);
    this.client.stop();
  }

  async #enter(): Promise<boolean> {
    const entered =
      this.#sessionToken === null
        ? await this.client.asks('agent.signIn', { userName: this.userName, password: 'demo' })
        : await this.client.asks('agent.resume', { sessionToken: this.#sessionToken });
    if (entered === null) return false;
    if (!entered.ok) {
      this.#world.ledger.refused(this.userName, 'coming in', entered.problem);
      return false;
    }
    const { agent, sessionToken = this.#sessionToken }: { agent: AgentView; sessionToken?: string | null } =
      entered.value;
    this.#sessionToken = sessionToken;
    this.#take(agent, performance.now() - this.client.lostAtMs);
    return true;
  }

  #take(view: AgentView, awayMs = 0): void {
    this.#view = view;
    this.#world.ledger.agentSees(this.userName, view, awayMs);
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#nextAct);
    const { random, isClosing } = this.#world;
    const workName = this.#view?.work.name ?? 'idle';
    const [low, high] = PAUSES_MS[workName];
    const delayMs = isClosing ? 20 : random.between(low, high);
    this.#nextAct = setTimeout(() => void this.#act(), delayMs);
  }

  async #act(): Promise<void> {
    const view = this.#view;
    if (view === null || this.client.enteredAtMs === null) return;
    const { random } = this.#world;
    if (random.percent(4)) {
      this.client.drop();
      return;
    }
    const { work } = view;
    if (work.name === 'idle') {
      if (view.intent.name === 'away') await this.#tries('agent.setIntent', { intent: { name: 'available' } });
    } else if (work.name === 'ringing') await this.#meetOffer(work.offer.offerId);
    else if (work.name === 'inCall') await this.#talk(work.call);
    else {
      const { callId, reasons } = work.wrapUp;
      await this.#tries('wrapUp.finish', { callId, reasonId: reasons[0]?.id ?? 'other', notes: 'By chance.' });
    }
    if (this.#view === view && work.name !== 'idle') this.#plan();
  }

  async #meetOffer(offerId: Extract<AgentView['work'], { name: 'ringing' }>['offer']['offerId']): Promise<void> {
    const { random, isClosing } = this.#world;
    const chance = isClosing ? 0 : random.fraction();
    // Let it ring: later perhaps.
    if (chance > 0.85) return;
    const isOver =
      chance > 0.75
        ? await this.#tries('offer.decline', { offerId })
        : await this.#tries('offer.answer', { offerId, withVideo: random.percent(50) });
    if (isOver) this.#world.ledger.offerOver(offerId);
  }

  async #talk({ callId, generation, held, consult }: AgentCall): Promise<void> {
    const { random, isClosing } = this.#world;
    if (consult !== undefined) return this.#confer(callId, consult);
    await this.#tries('peer.reportConnected', { callId, generation });
    const chance = isClosing ? 0 : random.fraction();
    if (chance < 0.25) await this.#tries('call.hangUp', {});
    else if (chance < 0.55) await this.#handOn(callId);
    else if (chance < 0.6) await this.#ask(callId);
    else if (chance < 0.66) await this.#tries('call.hold', { held: !held });
    else if (chance < 0.75) await this.#tries('peer.renew', { callId, generation });
    else if (chance < 0.85) await this.#tries('call.reportQuality', { callId, quality: GOOD_QUALITY });
    else await this.#tries('peer.signal', { callId, generation, signal: { type: 'renegotiate', renegotiate: true } });
  }

  /** Whoever is asked talks or leaves; whoever asks goes on, back, or away. */
  async #confer(callId: AgentCall['callId'], { role, linkId, talk, talksWith }: ConsultView): Promise<void> {
    const { random, isClosing } = this.#world;
    const chance = isClosing ? 0.4 : random.fraction();
    if (talk === undefined || chance < 0.2) await this.#tries('consult.end', { callId });
    else if (chance < 0.35) {
      const signal = { type: 'renegotiate', renegotiate: true } as const;
      await this.#tries('peer.signal', { callId: linkId, generation: talk.generation, signal });
    } else if (role === 'asked') {
      if (isClosing) await this.#tries('call.hangUp', {});
    } else if (chance < 0.75) await this.#tries('consult.complete', { callId });
    else await this.#tries('consult.swap', { callId, to: talksWith === 'customer' ? 'colleague' : 'customer' });
  }

  async #ask(callId: AgentCall['callId']): Promise<void> {
    const answer = await this.client.asks('transfer.targets', {});
    const free = answer?.ok === true ? answer.value.colleagues.find(({ state }) => state === 'free') : undefined;
    if (free === undefined) return;
    // A call that goes back to the line does so at its place.
    this.#world.ledger.handOns += 1;
    await this.#tries('call.consult', { callId, to: free.agentId, reason: '', notes: 'By chance.' });
  }

  /** To somebody who is free, else to a queue. */
  async #handOn(callId: Params<'call.transfer'>['callId']): Promise<void> {
    const answer = await this.client.asks('transfer.targets', {});
    if (answer?.ok !== true) return;
    this.#world.ledger.handOns += 1;
    const { colleagues, queues } = answer.value;
    const free = colleagues.find(({ state }) => state === 'free');
    const queueId = queues.at(-1)?.queueId;
    if (free !== undefined) {
      const to = { kind: 'agent', agentId: free.agentId } as const;
      await this.#tries('call.transfer', { callId, to, reason: '', notes: 'By chance.' });
    } else if (queueId !== undefined) {
      await this.#tries('call.transfer', { callId, to: { kind: 'queue', queueId }, reason: '', notes: '' });
    }
  }

  /** True when the server has answered, whatever it said: others may have been quicker. */
  async #tries<N extends RequestName>(name: N, params: Params<N>): Promise<boolean> {
    const answer = await this.client.asks(name, params);
    if (answer?.ok === false && ['internal', 'badParams', 'notAllowed'].includes(answer.problem.code)) {
      this.#world.ledger.refused(this.userName, name, answer.problem);
    }
    return answer !== null;
  }
}
