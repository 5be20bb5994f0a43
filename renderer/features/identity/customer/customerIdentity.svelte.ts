// The customer's side of a check of who they are: what they are asked, the key that is theirs, and what they are told. Runs
// `customerCheckMachine.ts`; knows the room, the service and the key store. Nothing of their face is looked at here.
import type { CallId, IdentityPolicy } from '../../../../signalling/protocol/index.ts';
import type { AssistRoom } from '../../../core/assist/assistRoom.ts';
import { createKeyStore, type KeptKey, type KeyStore } from '../../../core/customerKey/keyStore.ts';
import { canUsePasskeys, createPasskey, usePasskey } from '../../../core/customerKey/passkey.ts';
import { base64Of } from '../../../core/faces/template/base64.ts';
import { readRecoveryCode, writeRecoveryCode } from '../../../core/faces/template/recoveryCode.ts';
import {
  customerIdOf,
  customerKeyOf,
  drawSecret,
  SECRET_BYTES,
  templateKeyOf,
} from '../../../core/faces/template/templateKey.ts';
import type { LocalMedia } from '../../../core/media/localMedia.ts';
import type { SignallingClient } from '../../../core/signallingClient/signallingClient.ts';
import { getLocale } from '../../../paraglide/runtime.js';
import {
  isLooking,
  nextCustomerCheck,
  type CustomerCheck,
  type CustomerCheckEffect,
  type CustomerCheckEvent,
} from './customerCheckMachine.ts';
import { giveConsent } from './giveConsent.ts';
import { maySendKey } from './maySendKey.ts';
import { createPromptVoice, type PromptVoice } from './promptVoice.ts';
import { withdrawFaceData } from './withdrawal.ts';

export type CustomerIdentityOptions = {
  room: AssistRoom;
  client: SignallingClient;
  callId: CallId;
  local: LocalMedia;
  /** What the person and the service are called where their passkeys are listed. */
  serviceName: string;
  keyStore?: KeyStore;
  voice?: PromptVoice;
};

/** Until the service has said. */
const USUAL_DAYS: Days = { templateDays: 365, recordDays: 90 };
type Days = Pick<IdentityPolicy, 'templateDays' | 'recordDays'>;

type HeldKey = KeptKey & {
  /** Set when it was made for this enrolment: shown once, when there is something to recover. */
  readonly recoveryCode?: string;
  /** It is to lie in this browser, and does not yet as it is now. */
  readonly isToKeep: boolean;
};

export class CustomerIdentity {
  readonly #options: CustomerIdentityOptions;
  readonly #keyStore: KeyStore;
  readonly #voice: PromptVoice;
  readonly #stops: (() => void)[];
  #state = $state.raw<CustomerCheck>({ tag: 'idle' });
  #policy = $state.raw(USUAL_DAYS);
  #recoveryCode = $state<string>();
  #canUsePasskeys = $state(false);
  #hasConsented = $state(false);
  #isWithdrawing = $state(false);
  #isUnerased = $state(false);
  #key: HeldKey | undefined;
  /** What they chose as they said yes. */
  #withPasskey = false;

  constructor(options: CustomerIdentityOptions) {
    this.#options = options;
    this.#keyStore = options.keyStore ?? createKeyStore();
    this.#voice = options.voice ?? createPromptVoice();
    this.#stops = [options.room.onMessage((message) => this.#take(message)), () => this.#voice.stop()];
    void canUsePasskeys().then((can) => (this.#canUsePasskeys = can));
    void this.#readPolicy();
  }

  get state(): CustomerCheck {
    return this.#state;
  }

  /** For how long what is kept. */
  get policy(): Days {
    return this.#policy;
  }

  get camera(): MediaStreamTrack | undefined {
    return this.#options.local.source('camera').track;
  }

  /** Shown once, after an enrolment, until it is put away. */
  get recoveryCode(): string | undefined {
    return this.#recoveryCode;
  }

  get canUsePasskeys(): boolean {
    return this.#canUsePasskeys;
  }

  /** In this call, and not taken back since. */
  get hasConsented(): boolean {
    return this.#hasConsented;
  }

  /** The service could not be told to erase what it holds. */
  get isUnerased(): boolean {
    return this.#isUnerased;
  }

  get isWithdrawing(): boolean {
    return this.#isWithdrawing;
  }

  /** Their yes. MUST be called from a click. */
  agree(withPasskey = false): void {
    this.#withPasskey = withPasskey;
    this.#step({ name: 'agreed' });
  }

  chooseOtherWay(): void {
    this.#step({ name: 'refused', reason: this.#state.tag === 'keyless' ? 'noKey' : 'otherWay' });
  }

  stop(): void {
    this.#step({ name: 'refused', reason: 'stopped' });
  }

  /** The template and the consent end at once, also in the middle of a check. */
  async withdraw(): Promise<void> {
    if (this.#isWithdrawing) return;
    this.#isWithdrawing = true;
    // The key first: what was made for an enrolment is dropped with it, and there may be nothing else to erase by.
    const kept = this.#key ?? (await this.#loadKey());
    this.#step({ name: 'refused', reason: 'withdrawn' });
    const isErased = kept === undefined || (await withdrawFaceData(this.#options.client, kept));
    this.#isWithdrawing = false;
    this.#isUnerased = !isErased;
    if (!isErased) return;
    this.#hasConsented = false;
    this.#key = undefined;
    await this.#keyStore.clear().catch(() => undefined);
  }

  async enterRecoveryCode(code: string, keep: boolean): Promise<void> {
    const secret = await readRecoveryCode(code, SECRET_BYTES);
    if (secret) await this.#hold(secret, { isToKeep: keep });
    this.#step(secret ? { name: 'keyFound' } : { name: 'keyMissing', problem: 'slip' });
  }

  /** MUST be called from a click. */
  async usePasskey(): Promise<void> {
    const secret = await usePasskey();
    if (secret) await this.#hold(secret, { isToKeep: true });
    this.#step(secret ? { name: 'keyFound' } : { name: 'keyMissing', problem: 'passkey' });
  }

  putCodeAway(): void {
    this.#recoveryCode = undefined;
    this.#step({ name: 'dismissed' });
  }

  dismiss(): void {
    this.#step({ name: 'dismissed' });
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #take(message: Parameters<Parameters<AssistRoom['onMessage']>[0]>[0]): void {
    switch (message.kind) {
      case 'identityAsked': {
        this.#step({ name: 'asked', askId: message.askId, purpose: message.purpose });
        return;
      }
      case 'identityKeyWanted': {
        this.#step({ name: 'keyWanted', askId: message.askId, templateId: message.templateId });
        return;
      }
      case 'identityShown': {
        this.#step({ name: 'shown', askId: message.askId, screen: message.screen });
        return;
      }
      case 'identityEnded': {
        this.#step({ name: 'ended', askId: message.askId, end: message.end });
        return;
      }
      default:
    }
  }

  #step(event: CustomerCheckEvent): void {
    const wasLooking = isLooking(this.#state);
    const { state, effects } = nextCustomerCheck(this.#state, event);
    this.#state = state;
    if (wasLooking && !isLooking(state)) this.#voice.stop();
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: CustomerCheckEffect): void {
    switch (effect.name) {
      case 'tell':
        this.#options.room.send(effect.message);
        break;
      case 'findKey':
        void this.#findKey(effect.purpose === 'enrol');
        break;
      case 'consent':
        void this.#consent();
        break;
      case 'sendKey':
        void this.#sendKey(effect);
        break;
      case 'say':
        this.#voice.say(effect.screen);
        break;
      case 'keepKey':
        this.#recoveryCode = this.#key?.recoveryCode;
        void this.#keep();
        break;
      case 'dropNewKey':
        if (this.#key?.recoveryCode !== undefined) this.#key = undefined;
        break;
    }
  }

  async #findKey(mayCreate: boolean): Promise<void> {
    this.#key ??= await this.#loadKey();
    if (!this.#key && mayCreate && !(await this.#createKey())) {
      this.#step({ name: 'refused', reason: 'unable' });
      return;
    }
    this.#step(this.#key ? { name: 'keyFound' } : { name: 'keyMissing' });
  }

  async #loadKey(): Promise<HeldKey | undefined> {
    try {
      const kept = await this.#keyStore.load();
      return kept && { ...kept, isToKeep: kept.isProven !== true };
    } catch {
      return undefined;
    }
  }

  /** @returns false where the browser cannot: WebCrypto wants a page that came over https */
  async #createKey(): Promise<boolean> {
    if (!('subtle' in crypto)) return false;
    const { serviceName } = this.#options;
    const secret = (this.#withPasskey ? await createPasskey(serviceName, serviceName) : undefined) ?? drawSecret();
    const recoveryCode = await writeRecoveryCode(secret);
    await this.#hold(secret, { recoveryCode, isToKeep: true });
    return true;
  }

  /** Wipes the secret. */
  async #hold(secret: Uint8Array<ArrayBuffer>, rest: Pick<HeldKey, 'recoveryCode' | 'isToKeep'>): Promise<void> {
    const key = await customerKeyOf(secret);
    secret.fill(0);
    this.#key = { key, customerId: await customerIdOf(key), ...rest };
  }

  async #consent(): Promise<void> {
    const held = this.#key;
    if (!held) return;
    const { client, callId } = this.#options;
    const isKnown = held.isProven === true || held.recoveryCode !== undefined;
    const given = await giveConsent({ client, callId, locale: getLocale() }, held, isKnown);
    // Withdrawn meanwhile there is nothing to go on with.
    if (this.#key !== held) return;
    if (given === 'refused') {
      this.#step({ name: 'consentUnsaid' });
      return;
    }
    this.#key = { ...held, isProven: given === 'proven' };
    this.#hasConsented = true;
    // A key that came by code or passkey is good from now on; one that was made is when its template is.
    if (held.recoveryCode === undefined) await this.#keep();
    this.#step({ name: 'consented', camera: this.camera?.label.slice(0, 200) ?? '' });
  }

  async #sendKey({ askId, templateId }: Extract<CustomerCheckEffect, { name: 'sendKey' }>): Promise<void> {
    const { client, room } = this.#options;
    const held = this.#key;
    const { state } = this;
    if (!held || state.tag !== 'looking') return;
    const isStillAsked = (): boolean => this.#state.tag === 'looking' && this.#state.askId === askId;
    if (!(await maySendKey(client, { purpose: state.purpose, templateId }, isStillAsked))) return;
    const key = await templateKeyOf(held.key, templateId);
    room.send({ kind: 'identityKeyLent', askId, templateId, key: base64Of(key) });
    key.fill(0);
  }

  async #readPolicy(): Promise<void> {
    const answer = await this.#options.client.request('identity.policy', {});
    if (answer.ok) this.#policy = answer.value;
  }

  async #keep(): Promise<void> {
    const held = this.#key;
    if (!held?.isToKeep) return;
    const { key, customerId, isProven } = held;
    // Where nothing can be kept there is the recovery code.
    await this.#keyStore.save({ key, customerId, isProven }).catch(() => undefined);
    this.#key = { key, customerId, isProven, isToKeep: false };
  }
}
