// An agent's working session: signed in or not, and everything the server says of the agent. The server decides;
// this follows and asks.
import type {
  AgentCall,
  AgentView,
  ChosenIntent,
  Language,
  NoticePayload,
  Offer,
  Params,
  ProblemCode,
  RequestName,
  RequestResult,
  SupervisionMode,
} from '../../../signalling/protocol/index.ts';
import { createAgentFiles, type AgentFiles } from '../../core/agentFiles/agentFiles.ts';
import { SignallingClient, type ConnectionState, type Refused } from '../../core/signallingClient/signallingClient.ts';
import { whenOpen } from '../../core/signallingClient/whenOpen.ts';
import { AgentLinks, type CallSession } from '../calls/index.ts';
import { ownPart } from '../conference/index.ts';
import { CallReferences } from '../references/index.ts';
import { Devices } from '../devices/index.ts';
import type { OpenFaceEngine } from '../identity/index.ts';
import type { ShareHost } from '../screenShare/index.ts';
import type { Replies } from '../replies/index.ts';
import type { FactorNews } from '../secondFactor/index.ts';
import { supervisionOf } from '../supervision/index.ts';
import { OwedHangUp, type Ending } from './owedHangUp.ts';
import { forgetSessionToken, keepSessionToken, readSessionToken } from './sessionToken.ts';

export type AgentSessionOptions = {
  serverOrigin: string;
  language: Language;
  replies: Replies;
  /** Opens a web page in the person's browser. */
  openOutside: (url: string) => void;
  /** The picker of screens of the machine that the page runs on. */
  shareHost: ShareHost;
  /** What looks at a customer's face when they agree. */
  openFaceEngine: OpenFaceEngine;
  createClient?: typeof defaultClient;
  createLinks?: (...options: ConstructorParameters<typeof AgentLinks>) => Links;
};

/** The media of the calls in hand. */
type Links = Pick<AgentLinks, 'main' | 'colleague' | 'follow' | 'close'>;

/** What a refused or unanswered request, or a session that was ended, leaves behind for the page to say. */
/** A page that was only just opened is given so long to connect before signing in is said to be impossible. */
const CONNECTS_WITHIN_MS = 8_000;

export type ShownProblem = ProblemCode | 'unreachable' | 'signedOutElsewhere' | 'accountChanged';

const ENDED = {
  signedOut: 'signedOutElsewhere',
  accountChanged: 'accountChanged',
  expired: 'sessionExpired',
} as const satisfies Record<NoticePayload<'session.ended'>['reason'], ShownProblem>;

/** What comes after the password, or what went wrong. */
export type SignInStep =
  { readonly next: 'signedIn' | 'code' | 'setUp' } | { readonly next: 'refused'; readonly problem: Refused };

export class AgentSession {
  readonly devices = new Devices();
  readonly client: SignallingClient;
  /** Where customers find their page, too. */
  readonly serverOrigin: string;
  readonly files: AgentFiles;
  readonly references: CallReferences;
  readonly #replies: Replies;
  #connection = $state<ConnectionState>('closed');
  #agent = $state.raw<AgentView>();
  readonly #links: Links;
  #problem = $state<ShownProblem>();
  #failedSignIns = $state.raw<RequestResult<'agent.failedSignIns'>>();
  #factorNews = $state.raw<FactorNews>();
  #resuming = $state(readSessionToken() !== undefined);
  /** The agent was in a call when this page first heard of it. */
  #resumed = false;
  /** How the agent supervises the call that they are in. */
  #mode: SupervisionMode | undefined;
  /** What was hung up while the server was away. */
  readonly #owedHangUp = new OwedHangUp();

  constructor({
    serverOrigin,
    language,
    replies,
    createClient = defaultClient,
    createLinks = (options) => new AgentLinks(options),
    ...linkDeps
  }: AgentSessionOptions) {
    this.serverOrigin = serverOrigin;
    this.client = createClient(serverOrigin, language, () => this.#afterHello());
    this.files = createAgentFiles({ serverOrigin, sessionToken: readSessionToken });
    this.references = new CallReferences(this.client);
    this.#replies = replies;
    this.#links = createLinks({ client: this.client, local: this.devices.media, files: this.files, ...linkDeps });
    replies.attach(this.client);
    this.client.onState((state) => {
      this.#connection = state;
      replies.follow(state === 'open' ? this.#agent : undefined);
    });
    this.client.on('agent.changed', (agent) => this.#follow(agent));
    this.client.on('session.ended', ({ reason }) => {
      this.#signedOut();
      this.#problem = ENDED[reason];
    });
  }

  get connection(): ConnectionState {
    return this.#connection;
  }
  /** Undefined while nobody is signed in. */
  get agent(): AgentView | undefined {
    return this.#agent;
  }
  /** What rings: alone, or beside what the agent is at. */
  get offer(): Offer | undefined {
    const { work, inHand } = this.#agent ?? {};
    return work?.name === 'ringing' ? work.offer : inHand?.offer;
  }
  /** The media of the call in progress. */
  get session(): CallSession | undefined {
    return this.#links.main;
  }
  /** That with a colleague whom the agent asks. */
  get colleague(): CallSession | undefined {
    return this.#links.colleague;
  }
  get problem(): ShownProblem | undefined {
    return this.#problem;
  }
  /** Wrong passwords tried for this account since its owner was last told. */
  get failedSignIns(): RequestResult<'agent.failedSignIns'> | undefined {
    return this.#failedSignIns;
  }
  /** What happened with the agent's second factor. */
  get factorNews(): FactorNews | undefined {
    return this.#factorNews;
  }
  /** An earlier sign-in of this window is being taken up again. */
  get resuming(): boolean {
    return this.#resuming;
  }

  open(): void {
    this.client.open();
  }

  async signIn(userName: string, password: string): Promise<SignInStep> {
    const replies = await this.#replies.current();
    const params = { userName, password, replies };
    await whenOpen(this.client, CONNECTS_WITHIN_MS);
    const answer = await this.client.request('agent.beginSignIn', params);
    if (answer.ok && answer.value.next !== 'signedIn') return { next: answer.value.next };
    // A server of before knows one step only.
    const isOld = !answer.ok && answer.problem.code === 'unknownRequest';
    const entered = isOld ? await this.client.request('agent.signIn', params) : answer;
    if (!entered.ok) return { next: 'refused', problem: entered.problem };
    if ('agent' in entered.value) this.#signedIn(entered.value);
    return { next: 'signedIn' };
  }

  /** `code`: absent when the second factor was set up just now. @returns what went wrong, if anything did */
  async completeSignIn(code?: string): Promise<Refused | undefined> {
    const replies = await this.#replies.current();
    const params = code === undefined ? { replies } : { code, replies };
    const answer = await this.client.request('agent.completeSignIn', params);
    if (!answer.ok) return answer.problem;
    this.#signedIn(answer.value);
    const { recoveryCodesLeft: left } = answer.value;
    if (left !== undefined) this.#factorNews = { kind: 'recoveryCodeUsed', left };
    return undefined;
  }

  async signOut(): Promise<void> {
    if (await this.ask('agent.signOut', {})) this.#signedOut();
  }

  async setIntent(intent: ChosenIntent): Promise<void> {
    await this.ask('agent.setIntent', { intent });
  }

  /** Answering without video lets go of a camera that was opened while it rang. */
  async answer(withVideo: boolean): Promise<void> {
    const { offer } = this;
    if (!offer) return;
    if (!withVideo) this.devices.media.stop('camera');
    else if (this.#agent?.work.name !== 'ringing') void this.#openDevices(true);
    await this.ask('offer.answer', { offerId: offer.offerId, withVideo });
  }

  async decline(): Promise<void> {
    const { offer } = this;
    if (offer) await this.ask('offer.decline', { offerId: offer.offerId });
  }

  async takeCalls(): Promise<void> {
    await this.#replies.takeCalls();
  }

  /** @returns whether it was done */
  async hold(held: boolean): Promise<boolean> {
    return this.ask('call.hold', { held });
  }

  /** Ends the media at once; a server that is away is told when it is back. */
  async hangUp(): Promise<void> {
    const own = ownPart(this.#call?.conference);
    // Whoever takes part beside the agent who has the call ends nothing for the others.
    const isBeside = own !== undefined && own.role !== 'primary';
    if (!this.#endsWithoutServer(isBeside ? 'leave' : 'hangUp')) await this.ask('call.hangUp', {});
  }

  /** The call goes on with the others. */
  async leave(): Promise<void> {
    const callId = this.#call?.callId;
    if (callId !== undefined && !this.#endsWithoutServer('leave')) await this.ask('call.leave', { callId });
  }

  get #call(): AgentCall | undefined {
    const work = this.#agent?.work;
    return work?.name === 'inCall' ? work.call : undefined;
  }

  #endsWithoutServer(how: Ending): boolean {
    const call = this.#call;
    if (this.#connection === 'open' || !this.#links.main || call === undefined) return false;
    this.#owedHangUp.note(call, how);
    this.#links.close();
    this.#closeDevices();
    return true;
  }

  dismissProblem(): void {
    this.#problem = undefined;
  }
  dismissFactorNews(): void {
    this.#factorNews = undefined;
  }
  dismissFailedSignIns(): void {
    this.#failedSignIns = undefined;
  }

  /** Sends a request whose result is of no interest; a problem is left for the page to say. */
  async ask<N extends RequestName>(name: N, params: Params<N>): Promise<boolean> {
    const answer = await this.client.request(name, params);
    if (answer.ok) return true;
    if (answer.problem.code === 'sessionExpired' || answer.problem.code === 'notSignedIn') this.#signedOut();
    this.#problem = answer.problem.code;
    return false;
  }

  async #afterHello(): Promise<void> {
    const sessionToken = readSessionToken();
    if (sessionToken === undefined) {
      this.#resuming = false;
      return;
    }
    const replies = await this.#replies.current();
    const answer = await this.client.request('agent.resume', { sessionToken, replies });
    this.#resuming = false;
    if (answer.ok) {
      if (!this.#agent) this.#resumed = isInCall(answer.value.agent);
      this.#follow(answer.value.agent);
      void this.#askFailedSignIns();
    } else if (answer.problem.code === 'sessionExpired') {
      const wasSignedIn = this.#agent !== undefined;
      this.#signedOut();
      if (wasSignedIn) this.#problem = 'sessionExpired';
    }
  }

  #signedIn({ sessionToken, agent }: RequestResult<'agent.signIn'>): void {
    keepSessionToken(sessionToken);
    this.#problem = undefined;
    this.#follow(agent);
    void this.#askFailedSignIns();
    void this.#askFactorReset();
  }

  /** As below. */
  async #askFactorReset(): Promise<void> {
    const answer = await this.client.request('account.factorReset', {});
    if (answer.ok && answer.value.atMs !== undefined) this.#factorNews = { kind: 'reset', atMs: answer.value.atMs };
  }

  /** An older server does not know the question. */
  async #askFailedSignIns(): Promise<void> {
    const answer = await this.client.request('agent.failedSignIns', {});
    if (answer.ok && answer.value.count > 0) this.#failedSignIns = answer.value;
  }

  #follow(agent: AgentView): void {
    const before = this.#agent?.work.name;
    this.#agent = agent;
    this.references.follow(agent.work);
    this.#replies.follow(agent);
    const { work } = agent;
    if (work.name === 'ringing' && before !== 'ringing') void this.#openDevices(work.offer.media === 'video');
    const owedHangUp = this.#owedHangUp.isOwed;
    const ending = this.#owedHangUp.settle(work);
    if (ending === 'hangUp') void this.ask('call.hangUp', {});
    if (ending === 'leave' && work.name === 'inCall') void this.ask('call.leave', { callId: work.call.callId });
    if (ending !== undefined) return;
    const onHold = agent.inHand?.calls ?? [];
    const call = work.name === 'inCall' ? work.call : undefined;
    const hasBegun = this.#links.follow(call, onHold, agent.displayName, this.#resumed);
    // Whoever hung up one thing and is in another has let go of microphone and camera.
    const mode = supervisionOf(agent)?.mode;
    if (mode !== this.#mode) void this.#speakAs(mode, call);
    else if (hasBegun && (this.#resumed || owedHangUp)) void this.#openDevices(call?.withVideo === true);
    this.#mode = mode;
    if (call || onHold.length > 0) this.#resumed = false;
    else if (work.name !== 'ringing') this.#closeDevices();
  }

  /** While it rings: the first picture is then there at once. */
  async #openDevices(withCamera: boolean): Promise<void> {
    await (withCamera ? this.devices.media.openBoth() : this.devices.media.open('microphone'));
  }

  /** Nothing rang: a supervisor's devices are opened when they speak. Undefined: the call is theirs now, or they are in none. */
  async #speakAs(mode: SupervisionMode | undefined, call: AgentCall | undefined): Promise<void> {
    if (mode === 'listen') this.#closeDevices();
    else if (mode === 'whisper') {
      this.devices.media.stop('camera');
      await this.#openDevices(false);
    } else if (call !== undefined) await this.#openDevices(call.withVideo);
  }

  #closeDevices(): void {
    this.devices.media.stop('camera');
    this.devices.media.stop('microphone');
    if (this.devices.muted) this.devices.media.setMuted(false);
  }

  #signedOut(): void {
    forgetSessionToken();
    this.#links.close();
    this.#agent = undefined;
    this.#failedSignIns = undefined;
    this.#factorNews = undefined;
    this.#replies.follow(undefined);
    this.#closeDevices();
  }
}

/** With whomever: also with one who is on hold while another call is wrapped up. */
function isInCall({ work, inHand }: AgentView): boolean {
  return work.name === 'inCall' || (inHand?.calls.length ?? 0) > 0;
}

function defaultClient(serverOrigin: string, language: Language, afterHello: () => Promise<void>): SignallingClient {
  return new SignallingClient({
    url: `${serverOrigin.replace(/^http/, 'ws')}/ws`,
    party: 'agent',
    clientName: 'visavis-agent',
    language,
    onHello: afterHello,
  });
}
