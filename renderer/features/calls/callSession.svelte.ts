// One active call as a page sees it: its media, what the other side sends, and the messages that carry both.
// Knows the wire's peer family; not how the call came about.
import { createSubscriber } from 'svelte/reactivity';
import type { AgentCall, CallId, Conference, MediaState, Party } from '../../../signalling/protocol/index.ts';
import type { AgentFiles } from '../../core/agentFiles/agentFiles.ts';
import type { KeptFile } from '../../core/assist/keptFile.ts';
import { CallMedia, type CallMediaState, type CallMediaTarget } from '../../core/callMedia/callMedia.ts';
import type { LocalMedia } from '../../core/media/localMedia.ts';
import type { PictureNeed } from '../../core/sfuLink/roomPictures.ts';
import { P2PLink } from '../../core/peerLink/p2pLink.ts';
import type { DataChannels } from '../../core/peerLink/dataChannels.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { loadAssist, type LoadedAssist } from '../assist/index.ts';
import type { EarlierMaterial } from '../earlier/index.ts';
import type { OpenFaceEngine } from '../identity/index.ts';
import type { ShareHost } from '../screenShare/index.ts';
import { QualityWatch } from '../quality/index.ts';
import { othersOnStage, peerIn, screenOf, type PersonOnStage } from './peopleOnStage.ts';
import { SigningTold } from './signingTold.svelte.ts';

export type CallSessionOptions = {
  client: SignallingClient;
  local: LocalMedia;
  /** Of the call, or of a link between two agents in it. */
  callId: CallId;
  /** Nothing goes on beside sound and picture, and nothing of it is on record: two agents talk about a call, or somebody is its guest. */
  isBare?: boolean;
  /** As the server knows them. */
  names: { agent: string; customer: string };
  /** The agent's side begins each generation. */
  initiator: boolean;
  /** Opens a web page outside, after the person has been told where it leads. */
  openOutside: (url: string) => void;
  /** The desktop app's picker of screens. */
  shareHost?: ShareHost | undefined;
  /** The agent's files at the server. */
  files?: AgentFiles;
  /** The agent's: what looks at a face when the customer agrees. */
  openFaceEngine?: OpenFaceEngine;
  /** The customer's way to another device. */
  continueElsewhere?: () => void;
  /** The customer's: what was written and shown before the call was handed on. */
  earlier?: EarlierMaterial | undefined;
  /** The call was active before this page was: its link is gone and a new generation is needed. */
  resumed: boolean;
};

/** What both sides' views of a call say of its media. */
type MediaView = Pick<AgentCall, 'generation' | 'held' | 'iceServers' | 'relayOnly' | 'iceExpiresAtMs' | 'conference'>;

export class CallSession {
  readonly callId: CallId;
  readonly quality: QualityWatch;
  readonly #client: SignallingClient;
  readonly #local: LocalMedia;
  readonly me: Party;
  readonly #names: CallSessionOptions['names'];
  /** What the assist – all that is shared besides sound and picture – needs. */
  readonly #assistDeps: Pick<
    CallSessionOptions,
    'openOutside' | 'shareHost' | 'files' | 'openFaceEngine' | 'continueElsewhere' | 'earlier'
  >;
  readonly #media: CallMedia;
  readonly #signing: SigningTold;
  readonly #subscribe: () => void;
  readonly #stopListening: (() => void)[];
  /** Until something else is heard, the other side is taken to send everything. */
  #remote = $state.raw<MediaState>({ microphone: true, camera: true });
  #reported: MediaState | undefined;
  #needsRenewal: boolean;
  #conference = $state.raw<Conference>();
  #assist = $state.raw<LoadedAssist>();
  #assistAsked = false;
  #closed = false;
  /** Of links made before the assist was loaded. */
  #peers: ReadonlyMap<string, DataChannels>[] = [];

  constructor({ client, local, callId, names, initiator, resumed, isBare = false, ...assistDeps }: CallSessionOptions) {
    this.callId = callId;
    this.#client = client;
    this.#local = local;
    this.#names = names;
    this.#assistDeps = assistDeps;
    this.me = initiator ? 'agent' : 'customer';
    this.#needsRenewal = resumed;
    this.#media = new CallMedia({
      local,
      initiator,
      createLink: (options) => new P2PLink(options),
      createRoomLink: async (generation, options) => {
        const { openRoom } = await import('./openRoom.ts');
        return openRoom({ client, callId, generation }, options);
      },
      onLink: ({ peers }) => this.#attach(peers),
      sendSignal: (generation, signal) => void client.request('peer.signal', { callId, generation, signal }),
      reportFlowing: (generation) => {
        void client.request('peer.reportConnected', { callId, generation });
        this.#reportSending(true);
        this.#signing.follow(this.#conference);
        if (!isBare) void this.#loadAssist();
      },
      requestRenewal: (generation) => this.#renew(generation),
    });
    this.#signing = new SigningTold(client, callId, local);
    this.quality = new QualityWatch(client, isBare ? undefined : callId, this.#media);
    this.#subscribe = createSubscriber((update) => this.#media.onChange(update));
    this.#stopListening = [
      this.#media.onChange(() => this.#reportSending(false)),
      client.on('peer.signalled', (notice) => {
        if (notice.callId === callId) this.#media.receive(notice.generation, notice.signal);
      }),
      client.on('peer.mediaChanged', (notice) => {
        if (notice.callId === callId) this.#remote = notice.media;
      }),
    ];
  }

  get state(): CallMediaState {
    this.#subscribe();
    return this.#media.state;
  }

  /** The screen that somebody shares: of several whose leg that is, of two the other. */
  screenOf(leg: string | undefined): MediaStream | undefined {
    this.#subscribe();
    return screenOf(leg, this.#media);
  }

  /** Who takes part, where they are more than two or were a moment ago. */
  get conference(): Conference | undefined {
    return this.#conference;
  }

  /** Some of the call goes through the service, not directly between two. */
  get usesRoom(): boolean {
    this.#subscribe();
    return this.#media.usesRoom;
  }

  /** The others, who are seen and heard or are to be; whoever one talked with first is the first. `peerName`: of the other, where there are two. */
  people(peerName: string): readonly PersonOnStage[] {
    this.#subscribe();
    const { incoming, isInRoom, remotes } = this.#media;
    const direct = { incoming, sending: this.#remote };
    const brought = { direct, isInRoom, remotes, signing: this.#signing.legs };
    return othersOnStage(this.#conference, this.me, brought, peerName);
  }

  /** How the picture of that leg is wanted here, where it comes by a room. */
  showPicture(legId: string, need: PictureNeed): void {
    this.#media.pictures.show(legId, need);
  }

  /** Documents, annotations and all else besides sound and picture; undefined until media has flowed. */
  get assist(): LoadedAssist | undefined {
    return this.#assist;
  }

  /** What was agreed in the call and is here, for when it is over. */
  get keptFiles(): readonly KeptFile[] {
    return this.#assist?.assist.agreements.kept ?? [];
  }

  /** The customer's: what there is to offer to whoever has the call next. */
  get earlier(): EarlierMaterial | undefined {
    return this.#assist ? this.#assist.assist.collectEarlier() : this.#assistDeps.earlier;
  }

  /** Follows what the server says of the call. `isAside`: its agent is at another one. */
  follow(view: MediaView, isAside = false): void {
    const room = this.#followPeople(view);
    this.#assist?.assist.follow(view.conference);
    this.#signing.follow(view.conference);
    if (this.#needsRenewal && room === undefined) {
      this.#needsRenewal = false;
      void this.#renew(view.generation);
      return;
    }
    this.#needsRenewal = false;
    const { generation, iceServers, relayOnly, iceExpiresAtMs } = view;
    const iceExpiresInMs = iceExpiresAtMs === undefined ? undefined : iceExpiresAtMs - this.#client.nowMs();
    const heldInRoom = view.held && (this.me === 'customer' || isAside);
    this.#media.follow({ generation, held: view.held, heldInRoom, iceServers, relayOnly, iceExpiresInMs, room });
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#stopListening) stop();
    this.#signing.close();
    this.#assist?.assist.close();
    this.quality.close();
    this.#media.close();
  }

  /** The room that this generation goes through; undefined: none. */
  #followPeople({ conference, generation }: MediaView): CallMediaTarget['room'] {
    this.#conference = conference;
    if (conference === undefined || conference.room !== generation) return undefined;
    const isDirect = this.#media.state === 'flowing' && !this.#media.isInRoom;
    const peer = isDirect ? peerIn(conference, this.me) : undefined;
    if (peer === undefined) return { waitFor: undefined };
    const { microphone, camera } = this.#remote;
    const lines = [...(microphone ? (['audio'] as const) : []), ...(camera ? (['video'] as const) : [])];
    return { waitFor: { legId: peer.legId, lines } };
  }

  #attach(peers: ReadonlyMap<string, DataChannels>): void {
    if (this.#assist) this.#assist.assist.attach(peers);
    else if (!this.#peers.includes(peers)) this.#peers.push(peers);
  }

  async #loadAssist(): Promise<void> {
    if (this.#assistAsked) return;
    this.#assistAsked = true;
    const loaded = await loadAssist({
      me: this.me,
      names: this.#names,
      callId: this.callId,
      client: this.#client,
      local: this.#local,
      shareScreen: (tracks) => this.#media.shareScreen(tracks),
      showSmall: (isSmall) => this.#media.showSmall(isSmall),
      incoming: () => this.#ofPeer(),
      openOutside: this.#assistDeps.openOutside,
      shareHost: this.#assistDeps.shareHost,
      files: this.#assistDeps.files,
      openFaceEngine: this.#assistDeps.openFaceEngine,
      continueElsewhere: this.#assistDeps.continueElsewhere,
      earlier: this.#assistDeps.earlier,
    });
    if (this.#closed) {
      loaded.assist.close();
      return;
    }
    loaded.assist.follow(this.#conference);
    for (const peers of this.#peers) loaded.assist.attach(peers);
    this.#peers = [];
    this.#assist = loaded;
  }

  /** Of the customer or the agent who has the call, whoever else is in it. */
  #ofPeer(): MediaStream | undefined {
    const { isInRoom, incoming, remotes } = this.#media;
    const peer = isInRoom && this.#conference ? peerIn(this.#conference, this.me) : undefined;
    return peer === undefined ? incoming : remotes.get(peer.legId)?.incoming;
  }

  /** The answer comes as a changed call, which `follow` is given. */
  async #renew(generation: number): Promise<boolean> {
    return (await this.#client.request('peer.renew', { callId: this.callId, generation })).ok;
  }

  #reportSending(always: boolean): void {
    const sending = this.#media.sending;
    const same = JSON.stringify(this.#reported) === JSON.stringify(sending);
    if (same && !always) return;
    this.#reported = sending;
    void this.#client.request('peer.reportMedia', { callId: this.callId, media: sending });
  }
}
