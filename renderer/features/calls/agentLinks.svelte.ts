// The media of an agent: with the customer at hand, with a colleague while one of the two asks the other, and with those on hold.
import type { AgentCall } from '../../../signalling/protocol/index.ts';
import { CallSession, type CallSessionOptions } from './callSession.svelte.ts';
import { LinksOnHold } from './linksOnHold.ts';

/** What all links of an agent's page have in common. */
export type AgentLinkOptions = Omit<
  CallSessionOptions,
  'callId' | 'names' | 'initiator' | 'resumed' | 'isBare' | 'continueElsewhere' | 'earlier'
>;

export class AgentLinks {
  readonly #options: AgentLinkOptions;
  #main = $state.raw<CallSession>();
  #colleague = $state.raw<CallSession>();
  /** With customers on hold beside the one at hand. */
  readonly #onHold = new LinksOnHold();

  constructor(options: AgentLinkOptions) {
    this.#options = options;
  }

  /** With the customer; of an agent who is only asked, with the one who asks. */
  get main(): CallSession | undefined {
    return this.#main;
  }

  /** With the colleague whom this agent asks. */
  get colleague(): CallSession | undefined {
    return this.#colleague;
  }

  /**
   * `call`: the one at hand, if there is one; `onHold`: those beside it; `resumed`: the agent was in them before this page was.
   * @returns whether the main link has begun just now
   */
  follow(call: AgentCall | undefined, onHold: readonly AgentCall[], displayName: string, resumed: boolean): boolean {
    const { consult } = call ?? {};
    const isAsked = consult?.role === 'asked';
    const linkId = isAsked ? consult.linkId : call?.callId;
    const isNew = this.#main?.callId !== linkId;
    if (isNew) {
      this.#setAside(onHold);
      const known = call && this.#onHold.take(call.callId);
      if (known && !call.held) known.assist?.assist.held(false);
      if (call) this.#main = known ?? this.#begin(call, displayName, resumed);
    }
    if (call) this.#main?.follow(call);
    if (call) this.#followColleague(call, displayName, resumed);
    else this.#closeColleague();
    this.#onHold.follow(onHold, (one) => this.#begin(one, displayName, resumed));
    return isNew && call !== undefined;
  }

  close(): void {
    this.#main?.close();
    this.#main = undefined;
    this.#closeColleague();
    this.#onHold.follow([], (call) => this.#begin(call, '', false));
  }

  #begin(call: AgentCall, displayName: string, resumed: boolean): CallSession {
    const { callId, customerName, consult } = call;
    const isAsked = consult?.role === 'asked';
    return new CallSession({
      ...this.#options,
      callId: isAsked ? consult.linkId : callId,
      names: { agent: displayName, customer: customerName },
      initiator: isAsked ? consult.talk?.offers === true : true,
      isBare: isAsked,
      resumed,
    });
  }

  /** Who was talked with until now is on hold, and reads why, or is gone. */
  #setAside(onHold: readonly AgentCall[]): void {
    const before = this.#main;
    this.#main = undefined;
    if (before === undefined) return;
    if (onHold.some(({ callId }) => callId === before.callId)) {
      before.assist?.assist.held(true);
      this.#onHold.put(before);
    } else before.close();
  }

  #followColleague({ consult }: AgentCall, displayName: string, resumed: boolean): void {
    if (consult?.role !== 'asking' || !consult.talk) {
      this.#closeColleague();
      return;
    }
    if (this.#colleague?.callId !== consult.linkId) this.#closeColleague();
    const { linkId: callId, colleagueName, talk } = consult;
    const names = { agent: displayName, customer: colleagueName };
    const options = { callId, names, initiator: talk.offers, isBare: true, resumed };
    this.#colleague ??= new CallSession({ ...this.#options, ...options });
    this.#colleague.follow(talk);
  }

  #closeColleague(): void {
    this.#colleague?.close();
    this.#colleague = undefined;
  }
}
