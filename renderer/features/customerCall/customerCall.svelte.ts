// A customer's call from the first click to its end. The server decides; this follows and asks.
import type { CallMedia, CustomerCall, Language, QueueId, Topic } from '../../../signalling/protocol/index.ts';
import type { ConnectionState, SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { CallSession } from '../calls/index.ts';
import { Devices } from '../devices/index.ts';
import { Continuation, HandOver } from '../handOver/index.ts';
import type { SayableProblem } from '../problems/index.ts';
import { TransferWatch } from '../transfer/index.ts';
import { Adviser } from './adviser.ts';
import { forgetCallToken, keepCallToken, markElsewhere, readCallToken, type Elsewhere } from './callToken.ts';
import { createCustomerClient } from './customerClient.ts';
import { ElsewhereWatch } from './elsewhereWatch.ts';
import { LeftOver } from './leftOver.svelte.ts';
import { devicesOf, joinWith, startProblemOf } from './joinLine.ts';
import { passOf } from './passOf.ts';
import {
  forgetPendingStart,
  isKeptHere,
  keepPendingStart,
  readPendingStart,
  requestIdFor,
  type PendingStart,
} from './pendingStart.ts';

export type CustomerCallOptions = {
  serverOrigin: string;
  language: Language;
  createClient?: typeof createCustomerClient;
};

export class CustomerCallController {
  readonly devices = new Devices();
  readonly client: SignallingClient;
  /** From this device to another. */
  readonly handOver: HandOver;
  /** From another device to this one. */
  readonly continuation: Continuation;
  /** On the way to another adviser. */
  readonly transfer: TransferWatch;
  /** Of conversations of the call that are over. */
  readonly leftOver = new LeftOver();
  readonly #language: Language;
  readonly #watch: ElsewhereWatch;
  #connection = $state<ConnectionState>('closed');
  #topics = $state.raw<Topic[]>([]);
  #call = $state.raw<CustomerCall>();
  #session = $state.raw<CallSession>();
  /** What a refused or unanswered request leaves behind for the page to say. */
  #problem = $state<SayableProblem>();
  #starting = $state(false);
  #working = $state(false);
  #lastName = '';
  #returned = $state(false);
  #elsewhere = $state(readCallToken()?.elsewhere);
  #resuming = $state(isKeptHere());
  /** The call was active when this page first heard of it. */
  #resumed = false;
  readonly #adviser = new Adviser();
  /** The customer hung up while the server was away. */
  #owesHangUp = false;

  constructor({ serverOrigin, language, createClient = createCustomerClient }: CustomerCallOptions) {
    this.#language = language;
    this.client = createClient(serverOrigin, language, () => this.#afterHello());
    this.client.onState((state) => {
      this.#connection = state;
      if (state === 'replaced') this.#leaveToOther();
    });
    this.#watch = new ElsewhereWatch(this.client, () => void this.#endedElsewhere());
    this.transfer = new TransferWatch(this.client);
    this.handOver = new HandOver(this.client);
    this.continuation = new Continuation({
      client: this.client,
      local: this.devices.media,
      onTaken: (callToken, call) => this.#takeUp(callToken, call),
    });
    this.client.on('call.changed', (call) => this.#follow(call));
  }

  get connection(): ConnectionState {
    return this.#connection;
  }
  get topics(): readonly Topic[] {
    return this.#topics;
  }
  get call(): CustomerCall | undefined {
    return this.#call;
  }
  get session(): CallSession | undefined {
    return this.#session;
  }
  get problem(): SayableProblem | undefined {
    return this.#problem;
  }
  /** Back in line: the adviser had to leave the call. */
  get returned(): boolean {
    return this.#returned;
  }
  get starting(): boolean {
    return this.#starting;
  }
  /** Too many call: this page does a little work before its call is taken. */
  get working(): boolean {
    return this.#working;
  }
  /** What the person called themselves for the call before, in this page. */
  get lastName(): string {
    return this.#lastName;
  }
  /** A call of this page is being taken up again after a reload. */
  get resuming(): boolean {
    return this.#resuming;
  }

  /** Where the call goes on that this page has let go of. */
  get elsewhere(): Elsewhere | undefined {
    return this.#elsewhere;
  }

  open(): void {
    this.client.open();
  }

  /** Shows a code with which another device goes on with this call. */
  continueElsewhere(): void {
    if (this.#call) this.handOver.open(this.#call.media);
  }

  /** Takes the call back from where it went. */
  continueHere(): void {
    this.#watch.stop();
    markElsewhere(undefined);
    if (this.#connection === 'replaced') this.client.takeOver();
    else void this.#resume();
  }

  /** Joins the line. What cannot be had of camera and microphone is left out. */
  async start(customerName: string, topicId: QueueId, media: CallMedia): Promise<void> {
    if (this.#starting || this.#isGoingOn()) return;
    this.leftOver.clear();
    this.#returned = false;
    const about = { customerName, topicId, media, language: this.#language, ...passOf(location.hash) };
    const start = { requestId: requestIdFor(about), ...about, devices: devicesOf(this.devices.media) };
    keepPendingStart(start, Date.now());
    await this.#join(start);
  }

  async #join(start: PendingStart): Promise<void> {
    this.#starting = true;
    this.#problem = undefined;
    this.#lastName = start.customerName;
    const answer = await joinWith(this.client, start, (working) => (this.#working = working));
    this.#starting = false;
    // Where the answer was lost the call may be in line: it is asked for again once the server is back.
    if (answer.ok || answer.problem.code !== 'unreachable') forgetPendingStart();
    if (!answer.ok) {
      this.#problem = startProblemOf(answer.problem.code);
      return;
    }
    keepCallToken(answer.value.callToken, start.media);
    if (start.media === 'voice') this.devices.media.stop('camera');
    this.#resumed = false;
    this.#follow(answer.value.call);
  }

  async leaveLine(): Promise<void> {
    await this.#ask('call.leaveLine');
  }

  /** Keeps the place; camera and microphone are let go of until the turn comes. */
  async askCallback(): Promise<void> {
    await this.#ask('call.askCallback');
    if (this.#call?.phase.name !== 'promised') return;
    this.devices.media.stop('camera');
    this.devices.media.stop('microphone');
  }

  /** In line again, at the place kept. */
  async takeCallback(): Promise<void> {
    const media = this.#call?.media;
    if (media !== undefined) void this.#openDevices(media);
    await this.#ask('call.takeCallback');
  }

  /** Ends the call here at once; a server that is away is told when it is back. */
  async hangUp(): Promise<void> {
    const call = this.#call;
    if (call && this.#connection !== 'open') {
      this.#owesHangUp = true;
      this.#closeMedia();
      const phase = { name: 'ended', outcome: 'answered', endedBy: 'customer', reason: 'hungUp' } as const;
      this.#call = { ...call, phase: { ...phase, endedAtMs: this.client.nowMs() } };
      return;
    }
    await this.#ask('call.hangUp');
  }

  /** Back to the lobby, ready for another call. */
  startOver(): void {
    this.#call = undefined;
    this.leftOver.clear();
    this.#problem = undefined;
    if (this.devices.muted) this.devices.media.setMuted(false);
  }

  dismissProblem(): void {
    this.#problem = undefined;
  }

  async #ask(name: 'call.leaveLine' | 'call.hangUp' | 'call.askCallback' | 'call.takeCallback'): Promise<void> {
    const answer = await this.client.request(name, {});
    // A call that is already over is what was asked for.
    if (!answer.ok && answer.problem.code !== 'callNotFound') this.#problem = answer.problem.code;
  }

  async #afterHello(): Promise<void> {
    const [topics] = await Promise.all([this.client.request('lobby.topics', {}), this.#resume()]);
    if (this.#elsewhere) this.#watch.start();
    if (topics.ok) this.#topics = topics.value.topics;
    this.#resuming = false;
  }

  async #resume(): Promise<void> {
    const kept = readCallToken();
    if (!kept) return this.#joinAgain();
    if (kept.elsewhere) return;
    const answer = await this.client.request('call.resume', { callToken: kept.token });
    if (!answer.ok) {
      if (answer.problem.code === 'callNotFound') this.#forget();
      return;
    }
    const { call } = answer.value;
    this.#elsewhere = undefined;
    if (this.#owesHangUp) {
      this.#owesHangUp = false;
      await this.client.request('call.hangUp', {});
      forgetCallToken();
      return;
    }
    if (!this.#call && call.phase.name !== 'ended') {
      this.#resumed = call.phase.name === 'active';
      if (call.phase.name !== 'promised') void this.#openDevices(kept.media);
    }
    this.#follow(call, true);
  }

  /** The page was reloaded before it heard of the call that it asked for. */
  async #joinAgain(): Promise<void> {
    const start = this.#starting || this.#call ? undefined : readPendingStart(Date.now());
    if (!start) return;
    void this.#openDevices(start.media);
    await this.#join(start);
  }

  async #openDevices(media: CallMedia): Promise<void> {
    await (media === 'video' ? this.devices.media.openBoth() : this.devices.media.open('microphone'));
  }

  /** `isBack`: this page was out of touch. */
  #follow(call: CustomerCall, isBack = false): void {
    if (this.#owesHangUp) return;
    this.#call = call;
    if (call.phase.name !== 'waiting') this.transfer.end();
    else this.#wait();
    if (call.phase.name === 'active') {
      this.#returned = false;
      if (this.#adviser.isAnother(call.phase, this.#session?.conference?.room) && this.#session) {
        this.#closeSession(true);
        this.#resumed = isBack;
      }
      this.#session ??= new CallSession({
        client: this.client,
        local: this.devices.media,
        callId: call.callId,
        names: { agent: call.phase.agentName, customer: '' },
        initiator: false,
        resumed: this.#resumed,
        openOutside: (url) => void window.open(url, '_blank', 'noopener,noreferrer'),
        continueElsewhere: () => this.continueElsewhere(),
        earlier: this.leftOver.earlier,
      });
      this.#resumed = false;
      this.#session.follow(call.phase);
    }
    if (call.phase.name === 'ended') this.#end();
  }

  /** Another device's call goes on here. */
  #takeUp(callToken: string, call: CustomerCall): void {
    keepCallToken(callToken, call.media);
    const isPromised = call.phase.name === 'promised';
    if (call.media === 'voice' || isPromised) this.devices.media.stop('camera');
    if (isPromised) this.devices.media.stop('microphone');
    this.#resumed = call.phase.name === 'active';
    this.#follow(call);
  }

  /** The call goes on elsewhere: nothing is sent from here any more, and a reload does not take it back. */
  #leaveToOther(): void {
    if (!this.#isGoingOn()) return;
    this.#elsewhere = this.handOver.mayHaveMoved ? 'device' : 'window';
    markElsewhere(this.#elsewhere);
    this.handOver.forget();
    this.#call = undefined;
    this.#closeMedia();
    // Connected anew, as whoever has no call: to learn when it is over.
    queueMicrotask(() => this.client.takeOver());
  }

  /** The call that this page has let go of is over: it tells how. */
  async #endedElsewhere(): Promise<void> {
    if (!this.#elsewhere) return;
    markElsewhere(undefined);
    await this.#resume();
  }

  /** In line, perhaps on the way to another adviser: then camera and microphone stay, and what was agreed is kept. */
  #wait(): void {
    this.transfer.begin();
    if (!this.#session) return;
    this.#returned = true;
    this.#closeSession(true);
  }

  #end(): void {
    forgetCallToken();
    this.handOver.forget();
    this.#closeMedia();
  }

  #closeMedia(): void {
    this.transfer.end();
    this.#closeSession();
    this.devices.media.stop('camera');
    this.devices.media.stop('microphone');
  }

  /** `isHandedOn`: the call goes on with another adviser. */
  #closeSession(isHandedOn = false): void {
    if (this.#session) this.leftOver.take(this.#session, isHandedOn);
    this.#session?.close();
    this.#session = undefined;
  }

  /** The server does not know this call: it ended while nobody was listening. */
  #forget(): void {
    const wasGoingOn = this.#isGoingOn() || this.#elsewhere !== undefined;
    this.#elsewhere = undefined;
    this.#end();
    this.#call = undefined;
    if (wasGoingOn) this.#problem = 'callNotFound';
  }

  #isGoingOn(): boolean {
    return this.#call !== undefined && this.#call.phase.name !== 'ended';
  }
}
