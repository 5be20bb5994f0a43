// The media of an agent in a call: with the customer, and with a colleague while one of the two asks the other.
import type { AgentCall } from '../../../signalling/protocol/index.ts';
import { CallSession, type CallSessionOptions } from './callSession.svelte.ts';

/** What all links of an agent's page have in common. */
export type AgentLinkOptions = Omit<
  CallSessionOptions,
  'callId' | 'names' | 'initiator' | 'resumed' | 'isBetweenAgents' | 'continueElsewhere'
>;

export class AgentLinks {
  readonly #options: AgentLinkOptions;
  #main = $state.raw<CallSession>();
  #colleague = $state.raw<CallSession>();

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

  /** `resumed`: the agent was in this call before this page was. @returns whether the main link has begun just now */
  follow(call: AgentCall, displayName: string, resumed: boolean): boolean {
    const { consult } = call;
    const isAsked = consult?.role === 'asked';
    const linkId = isAsked ? consult.linkId : call.callId;
    const isNew = this.#main?.callId !== linkId;
    if (isNew) {
      this.#main?.close();
      this.#main = new CallSession({
        ...this.#options,
        callId: linkId,
        names: { agent: displayName, customer: call.customerName },
        initiator: isAsked ? consult.talk?.offers === true : true,
        isBetweenAgents: isAsked,
        resumed,
      });
    }
    this.#main?.follow(call);
    this.#followColleague(call, displayName, resumed);
    return isNew;
  }

  close(): void {
    this.#main?.close();
    this.#main = undefined;
    this.#closeColleague();
  }

  #followColleague({ consult }: AgentCall, displayName: string, resumed: boolean): void {
    if (consult?.role !== 'asking' || !consult.talk) {
      this.#closeColleague();
      return;
    }
    if (this.#colleague?.callId !== consult.linkId) this.#closeColleague();
    const { linkId: callId, colleagueName, talk } = consult;
    const names = { agent: displayName, customer: colleagueName };
    const options = { callId, names, initiator: talk.offers, isBetweenAgents: true, resumed };
    this.#colleague ??= new CallSession({ ...this.#options, ...options });
    this.#colleague.follow(talk);
  }

  #closeColleague(): void {
    this.#colleague?.close();
    this.#colleague = undefined;
  }
}
