// Somebody from outside in a call: at the door, in it, and gone. The server decides; this follows and asks.
import type { GuestView, Language } from '../../../signalling/protocol/index.ts';
import type { ConnectionState, SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { CallSession } from '../calls/index.ts';
import { createCustomerClient } from '../customerCall/index.ts';
import { Devices } from '../devices/index.ts';
import type { SayableProblem } from '../problems/index.ts';
import { forgetGuestToken, inviteIn, keepGuestToken, readGuestToken } from './guestToken.ts';

export type GuestOptions = {
  serverOrigin: string;
  language: Language;
  /** Of the address that they came by. */
  hash: string;
  createClient?: typeof createCustomerClient;
};

export class Guest {
  readonly devices = new Devices();
  readonly client: SignallingClient;
  readonly #invite: string | undefined;
  #connection = $state<ConnectionState>('closed');
  #view = $state.raw<GuestView>();
  #session = $state.raw<CallSession>();
  #problem = $state<SayableProblem>();
  #isAsking = $state(false);
  #wasLetIn = $state(false);
  #isResuming = $state(readGuestToken() !== undefined);

  constructor({ serverOrigin, language, hash, createClient = createCustomerClient }: GuestOptions) {
    this.#invite = inviteIn(hash);
    this.client = createClient(serverOrigin, language, () => this.#resume());
    this.client.onState((state) => (this.#connection = state));
    this.client.on('guest.changed', (view) => this.#follow(view));
  }

  get connection(): ConnectionState {
    return this.#connection;
  }
  /** Undefined: has not asked to come in yet. */
  get view(): GuestView | undefined {
    return this.#view;
  }
  get session(): CallSession | undefined {
    return this.#session;
  }
  get problem(): SayableProblem | undefined {
    return this.#problem;
  }
  get isAsking(): boolean {
    return this.#isAsking;
  }
  /** Somebody who was not reads that they are not at the door any more. */
  get wasLetIn(): boolean {
    return this.#wasLetIn;
  }
  /** Was in the call, or at its door, before this page was loaded. */
  get isResuming(): boolean {
    return this.#isResuming;
  }

  open(): void {
    this.client.open();
  }

  dismissProblem(): void {
    this.#problem = undefined;
  }

  async enter(name: string): Promise<void> {
    const inviteToken = this.#invite;
    if (inviteToken === undefined || this.#isAsking) return;
    this.#isAsking = true;
    const answer = await this.client.request('guest.enter', { inviteToken, name });
    this.#isAsking = false;
    this.#problem = answer.ok ? undefined : answer.problem.code;
    if (!answer.ok) return;
    keepGuestToken(answer.value.guestToken);
    // A link is good once: the address is no use to anybody any more.
    history.replaceState(null, '', location.pathname + location.search);
    this.#follow(answer.value.guest);
  }

  /** At once, also where the service is away: media goes on without it, and whoever does not come back is gone from the call soon. */
  async leave(): Promise<void> {
    if (this.#connection !== 'open') {
      this.#follow({ name: 'ended' });
      return;
    }
    const answer = await this.client.request('guest.leave', {});
    // Who is not in the call any more has what they asked for.
    if (answer.ok || answer.problem.code === 'callNotFound') this.#follow({ name: 'ended' });
    else this.#problem = answer.problem.code;
  }

  async #resume(): Promise<void> {
    const guestToken = readGuestToken();
    if (guestToken === undefined) {
      this.#isResuming = false;
      return;
    }
    const answer = await this.client.request('guest.resume', { guestToken });
    this.#isResuming = false;
    if (answer.ok) {
      // After a connection that was lost devices are as the person has them.
      if (this.#view === undefined) void this.devices.media.openBoth();
      this.#follow(answer.value.guest);
    } else if (answer.problem.code === 'callEnded') this.#follow({ name: 'ended' });
    else this.#problem = answer.problem.code;
  }

  #follow(view: GuestView): void {
    this.#view = view;
    if (view.name !== 'inCall') {
      this.#session?.close();
      this.#session = undefined;
      if (view.name === 'ended') this.#end();
      return;
    }
    this.#wasLetIn = true;
    this.#session ??= new CallSession({
      client: this.client,
      local: this.devices.media,
      callId: view.callId,
      names: { agent: '', customer: '' },
      initiator: false,
      isBare: true,
      resumed: false,
      openOutside: () => undefined,
    });
    this.#session.follow(view);
  }

  #end(): void {
    forgetGuestToken();
    this.devices.media.stop('camera');
    this.devices.media.stop('microphone');
  }
}
