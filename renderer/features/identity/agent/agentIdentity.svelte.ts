// The agent's side of a check of who the customer is: asks, looks with the face engine, reports, and keeps what was decided. Runs
// `agentCheckMachine.ts`; knows the room, the service and the engine. The template is open in memory while it is compared.
import type {
  CallId,
  CheckDecision,
  CheckKind,
  IdentityPolicy,
  Params,
  ProofOfIdentity,
  RequestResult,
} from '../../../../signalling/protocol/index.ts';
import type { AgentFiles } from '../../../core/agentFiles/agentFiles.ts';
import type { AssistRoom } from '../../../core/assist/assistRoom.ts';
import { canReadTracks } from '../../../core/faces/frames/trackFrames.ts';
import { openTemplate, sealTemplate, type OpenedTemplate } from '../../../core/faces/template/sealedTemplate.ts';
import { bytesOfBase64, base64Of } from '../../../core/faces/template/base64.ts';
import { FIRST_PROMPTS, PROMPTS, type Prompt } from '../../../core/faces/liveness/prompts.ts';
import { randomId } from '../../../core/signallingClient/randomId.ts';
import type { SignallingClient } from '../../../core/signallingClient/signallingClient.ts';
import {
  isRunning,
  nextCheck,
  type AgentCheck,
  type AgentCheckEffect,
  type AgentCheckEvent,
} from './agentCheckMachine.ts';
import type { FaceEngine, OpenFaceEngine } from './faceEngine.ts';
import { reportedHints, reportedSteps } from './reportedCheck.ts';

type Begun = RequestResult<'identity.begin'>;
type Effect<N extends AgentCheckEffect['name']> = Extract<AgentCheckEffect, { name: N }>;

export type AgentIdentityOptions = {
  room: AssistRoom;
  client: SignallingClient;
  callId: CallId;
  /** The customer's camera. */
  incoming: () => MediaStream | undefined;
  openEngine: OpenFaceEngine;
  files: AgentFiles;
};

/** What other proof of identity was seen as a face was enrolled. */
export type SeenProof = { readonly name: string; readonly proof: ProofOfIdentity; readonly reference: string };

export class AgentIdentity {
  /** Where this browser shows a page no pictures of a track nobody is asked: their yes would lead to nothing. */
  readonly canLook = canReadTracks();
  readonly #options: AgentIdentityOptions;
  readonly #stops: (() => void)[];
  #state = $state.raw<AgentCheck>({ tag: 'closed' });
  #isOpen = $state(false);
  #policy = $state.raw<IdentityPolicy>();
  #isUndecided = $state(false);
  #engine: Promise<FaceEngine> | undefined;
  readonly #unsaid: Params<'identity.finish'>[] = [];
  #begun: Begun | undefined;
  #running: ReturnType<FaceEngine['start']> | undefined;
  /** Received for the template of this check. */
  #key: Uint8Array<ArrayBuffer> | undefined;

  constructor(options: AgentIdentityOptions) {
    this.#options = options;
    const { room } = options;
    this.#stops = [
      room.onMessage((message) => this.#take(message)),
      room.onPeerReady(() => this.#step({ name: 'peerReadyAgain' })),
      options.client.onState((state) => {
        if (state === 'open') for (const finished of this.#unsaid.splice(0)) void this.#say(finished);
      }),
    ];
    void this.#readPolicy();
  }

  get state(): AgentCheck {
    return this.#state;
  }

  /** Undefined until the service has said. */
  get policy(): IdentityPolicy | undefined {
    return this.#policy;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** A decision did not reach the service. */
  get isUndecided(): boolean {
    return this.#isUndecided;
  }

  /** The customer's face is being looked at, or soon will be: their picture is wanted large. */
  get needsPicture(): boolean {
    return isRunning(this.#state);
  }

  /** The same until the agent has decided: who decides by what the software says alone has not looked. */
  get isLookedAt(): boolean {
    const state = this.#state;
    return this.needsPicture || (state.tag === 'judged' && state.decision === undefined);
  }

  /** A face is looked at by the software or by the agent. */
  get wantsSharpPicture(): boolean {
    return (this.isOpen && this.isLookedAt) || this.needsPicture;
  }

  open(): void {
    this.#isOpen = true;
    if (!this.#policy) void this.#readPolicy();
  }

  /** Another panel is wanted in this one's place; a check goes on. */
  hide(): void {
    this.#isOpen = false;
  }

  close(): void {
    this.#isOpen = false;
    this.#step({ name: 'closed' });
  }

  /** *Verify identity* was pressed: the customer is asked at once. */
  begin(): void {
    this.open();
    if (this.#policy?.isOn === true && this.canLook && this.#state.tag === 'closed') this.start('verify');
  }

  start(purpose: CheckKind): void {
    this.open();
    this.#step({ name: 'started', askId: randomId(), purpose });
    // The models come while the customer reads what they are asked.
    if (this.needsPicture) void this.#opened().catch(() => undefined);
  }

  /** Back to the choice of what to do. */
  stop(): void {
    this.#step({ name: 'closed' });
  }

  /** Held, or without a picture, nobody can be looked at. */
  cutOff(): void {
    this.#step({ name: 'cutOff' });
  }

  /** The agent has seen other proof of who this is: what the check made becomes the customer's template. */
  async confirm(seen: SeenProof): Promise<void> {
    const { callId, client } = this.#options;
    const toFile = this.#begun?.toFile;
    const descriptor = this.#running?.descriptor;
    const { state } = this;
    if (state.tag !== 'confirming' || !toFile || !descriptor || !this.#key || !this.#begun) return;
    this.#step({ name: 'filingBegun' });
    const { model } = await this.#opened();
    const { customerId, checkId } = this.#begun;
    const sealed = await sealTemplate(descriptor, { ...toFile, customerId, model }, this.#key);
    const { name, proof, reference } = seen;
    const answer = await client.request('identity.fileTemplate', {
      callId,
      checkId,
      model,
      nonce: base64Of(sealed.nonce),
      sealed: base64Of(sealed.sealed),
      name,
      proof,
      ...(reference === '' ? {} : { reference }),
    });
    if (!answer.ok) {
      this.#step({ name: 'fileRefused', problem: answer.problem.code });
      return;
    }
    this.#step({ name: 'filed', expiresAtMs: answer.value.expiresAtMs });
  }

  async decide(decision: CheckDecision): Promise<void> {
    const { callId, client } = this.#options;
    const { state } = this;
    const checkId = 'check' in state ? state.check.checkId : null;
    const answer = await client.request('identity.decide', { callId, checkId, ...decision });
    this.#isUndecided = !answer.ok;
    if (answer.ok) this.#step({ name: 'decided', decision });
  }

  /** The call is over. */
  end(): void {
    this.#step({ name: 'closed' });
    for (const stop of this.#stops) stop();
  }

  #take(message: Parameters<Parameters<AssistRoom['onMessage']>[0]>[0]): void {
    const { state } = this;
    if (!('askId' in message) || !('askId' in state) || message.askId !== state.askId) return;
    if (message.kind === 'identityAccepted') this.#step({ name: 'accepted', camera: message.camera });
    if (message.kind === 'identityRefused') this.#step({ name: 'refused', reason: message.reason });
    if (message.kind === 'identityKeyLent') {
      this.#step({ name: 'keyReceived', templateId: message.templateId, key: message.key });
    }
  }

  #step(event: AgentCheckEvent): void {
    const { state, effects } = nextCheck(this.#state, event);
    this.#state = state;
    for (const effect of effects) void this.#perform(effect);
  }

  #perform(effect: AgentCheckEffect): Promise<void> | undefined {
    switch (effect.name) {
      case 'tell':
        this.#options.room.send(effect.message);
        return undefined;
      case 'begin':
        return this.#begin(effect);
      case 'look':
        return this.#look(effect);
      case 'release':
        this.#release();
        return undefined;
      case 'report':
        return this.#report(effect);
    }
  }

  async #begin({ purpose, askId }: Effect<'begin'>): Promise<void> {
    const { client, callId } = this.#options;
    const answer = await client.request('identity.begin', { callId, kind: purpose });
    // What was stopped meanwhile does not begin, nor anything else in its place.
    if (this.#state.tag !== 'beginning' || this.#state.askId !== askId) return;
    if (!answer.ok) {
      const { problem } = answer;
      const waitMs = problem.code === 'tooManyTries' ? problem.retryAfterMs : undefined;
      const waitUntilMs = waitMs === undefined ? undefined : client.nowMs() + waitMs;
      this.#step({ name: 'failed', problem: problem.code, waitUntilMs });
      return;
    }
    const begun = answer.value;
    const template = purpose === 'enrol' ? begun.toFile : begun.template;
    if (!template) return;
    this.#begun = begun;
    const { checkId, enrolment } = begun;
    const { templateId } = template;
    const earlierTemplateId = purpose === 'enrol' ? begun.template?.templateId : undefined;
    this.#step({ name: 'begun', check: { checkId, templateId, earlierTemplateId, enrolment } });
  }

  async #look({ check, purpose, camera, key, earlierKey }: Effect<'look'>): Promise<void> {
    const begun = this.#begun;
    const track = this.#options.incoming()?.getVideoTracks()[0];
    if (!begun || begun.checkId !== check.checkId) return;
    if (!track) {
      this.#step({ name: 'failed', problem: 'noPicture' });
      return;
    }
    const engine = await this.#opened().catch(() => undefined);
    if (!engine) {
      this.#step({ name: 'failed', problem: 'engine' });
      return;
    }
    this.#key = bytesOfBase64(key);
    const opened = purpose === 'verify' ? await this.#openTemplate(begun, engine.model, this.#key) : undefined;
    if (opened?.ok === false) {
      this.#step({ name: 'failed', problem: opened.problem });
      return;
    }
    const earlier = earlierKey === undefined ? undefined : await this.#openEarlier(begun, engine.model, earlierKey);
    // Whoever has stopped it meanwhile is not looked at.
    if (this.#state.tag !== 'looking' || this.#state.check.checkId !== check.checkId) {
      opened?.descriptor.fill(0);
      earlier?.fill(0);
      return;
    }
    const { seed, isStrict } = begun;
    const plan = { seed, isStrict, among: this.#prompts(), camera, template: opened?.descriptor, earlier };
    this.#running = engine.start(track, plan, (news) => this.#step({ name: 'news', news }));
  }

  /** Of what the customer's page cannot say, or the service not note, nothing is asked. */
  #prompts(): readonly Prompt[] {
    const { room, client } = this.#options;
    return room.otherCan('mouthPrompts') && client.serverCan('mouthPrompts') ? PROMPTS : FIRST_PROMPTS;
  }

  async #openTemplate(begun: Begun, model: string, key: Uint8Array<ArrayBuffer>): Promise<OpenedTemplate> {
    const { template, customerId } = begun;
    if (!template) return { ok: false, problem: 'broken' };
    const sealed = bytesOfBase64(template.sealed);
    const nonce = bytesOfBase64(template.nonce);
    return openTemplate({ ...template, customerId, nonce, sealed }, model, key, this.#options.client.nowMs());
  }

  /** What stays shut, as that of another model does, strengthens nothing. */
  async #openEarlier(begun: Begun, model: string, earlierKey: string): Promise<Float32Array | undefined> {
    const key = bytesOfBase64(earlierKey);
    const opened = await this.#openTemplate(begun, model, key);
    key.fill(0);
    return opened.ok ? opened.descriptor : undefined;
  }

  async #report({ check, outcome, result }: Effect<'report'>): Promise<void> {
    const { callId } = this.#options;
    const { liveness, steps, hints } = result;
    const model = (await this.#engine?.catch(() => undefined))?.model ?? '';
    const { checkId } = check;
    await this.#say({ callId, checkId, model, liveness, ...reportedSteps(steps), ...reportedHints(hints), outcome });
  }

  /** What came of a check belongs on the record: while the service is away it waits for it. */
  async #say(finished: Params<'identity.finish'>): Promise<void> {
    const answer = await this.#options.client.request('identity.finish', finished);
    if (!answer.ok && answer.problem.code === 'unreachable') this.#unsaid.push(finished);
  }

  #release(): void {
    this.#key?.fill(0);
    this.#key = undefined;
    this.#running?.stop();
    this.#running = undefined;
    this.#begun = undefined;
    void this.#engine?.then((engine) => engine.close()).catch(() => undefined);
    this.#engine = undefined;
  }

  /** One check has an engine of its own: what died in one is not there in the next, and the models take memory. */
  #opened(): Promise<FaceEngine> {
    this.#engine ??= this.#open();
    return this.#engine;
  }

  async #open(): Promise<FaceEngine> {
    const { openEngine, files } = this.#options;
    const own = this.#policy?.recogniser;
    if (!own) return openEngine(undefined);
    const file = await files.readRecogniser(own.sha256);
    if (!file.ok) throw new Error(`the recogniser cannot be had: ${file.code}`);
    const { model, thresholds, pixels } = own;
    return openEngine({ model, thresholds, pixels, content: await file.value.arrayBuffer() });
  }

  async #readPolicy(): Promise<void> {
    const answer = await this.#options.client.request('identity.policy', {});
    if (answer.ok) this.#policy = answer.value;
  }
}
