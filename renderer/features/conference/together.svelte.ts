// What the agent who has a call does about others in it: adds, lets in, removes, leaves, ends it for all.
import type {
  CallId,
  Conference,
  LegId,
  Params,
  PersonInCall,
  RequestName,
} from '../../../signalling/protocol/index.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import type { SayableProblem } from '../problems/index.ts';
import { Targets } from '../transfer/index.ts';

/** `url`: shown where it could not be copied. */
export type GuestLink = { readonly url: string; readonly isCopied: boolean };

export class Together {
  readonly targets: Targets;
  readonly #client: Pick<SignallingClient, 'request'>;
  readonly #callId: CallId;
  /** Where customers and guests find their page. */
  readonly #pageOrigin: string;
  #isAdding = $state(false);
  #guestLink = $state.raw<GuestLink>();
  #problem = $state<SayableProblem>();
  #isBusy = $state(false);

  constructor(client: Pick<SignallingClient, 'request'>, callId: CallId, pageOrigin: string) {
    this.#client = client;
    this.#callId = callId;
    this.#pageOrigin = pageOrigin;
    this.targets = new Targets(client);
  }

  get isAdding(): boolean {
    return this.#isAdding;
  }
  get guestLink(): GuestLink | undefined {
    return this.#guestLink;
  }
  get problem(): SayableProblem | undefined {
    return this.#problem ?? (this.#isAdding ? this.targets.problem : undefined);
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  openAdding(): void {
    this.#isAdding = true;
    this.#problem = undefined;
    this.#guestLink = undefined;
    this.targets.begin();
  }

  closeAdding(): void {
    this.targets.end();
    this.#isAdding = false;
  }

  /** It rings at whoever is chosen. */
  async invite(): Promise<void> {
    const to = this.targets.chosen;
    if (to === undefined) return;
    if (await this.#ask('call.addPerson', { callId: this.#callId, to })) this.closeAdding();
    else void this.targets.refresh();
  }

  async copyGuestLink(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const answer = await this.#client.request('call.inviteGuest', { callId: this.#callId });
    this.#isBusy = false;
    this.#problem = answer.ok ? undefined : answer.problem.code;
    if (!answer.ok) return;
    const url = `${this.#pageOrigin}/#guest=${answer.value.inviteToken}`;
    this.#guestLink = { url, isCopied: await copied(url) };
  }

  async admit(legId: LegId): Promise<void> {
    await this.#ask('guest.admit', { callId: this.#callId, legId });
  }

  /** Or lets them back in. */
  async pause(legId: LegId, paused: boolean): Promise<void> {
    await this.#ask('guest.pause', { callId: this.#callId, legId, paused });
  }

  async remove(legId: LegId): Promise<void> {
    await this.#ask('call.removePerson', { callId: this.#callId, legId });
  }

  async #ask<N extends RequestName>(name: N, params: Params<N>): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    const answer = await this.#client.request(name, params);
    this.#isBusy = false;
    this.#problem = answer.ok ? undefined : answer.problem.code;
    return answer.ok;
  }
}

/** Of the receiver; undefined: the call is one of two. */
export function ownPart(conference: Conference | undefined): PersonInCall | undefined {
  return conference?.people.find(({ legId }) => legId === conference.legId);
}

/** Others than customer and agent talk with them. Who only listens, or whispers to one, is none of them. */
export function hasOthers(conference: Conference | undefined): boolean {
  return (
    conference?.people.some(
      ({ role, state, supervising }) =>
        isBeside(role) &&
        (supervising === undefined || supervising === 'barge') &&
        (state === 'joined' || state === 'away'),
    ) ?? false
  );
}

/** Nothing is handed on, and nobody is asked, with another agent in the call. */
export function hasColleague(conference: Conference | undefined): boolean {
  return conference?.people.some(({ role, state }) => role === 'colleague' && state !== 'ringing') ?? false;
}

/** A colleague is there who would have the call. */
export function mayLeave(conference: Conference | undefined): boolean {
  const own = ownPart(conference);
  if (own === undefined || own.role !== 'primary') return own !== undefined;
  return conference?.people.some(({ role, state }) => role === 'colleague' && state === 'joined') ?? false;
}

function isBeside(role: PersonInCall['role']): boolean {
  return role === 'colleague' || role === 'guest' || role === 'supervisor';
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
