// The media between two people across the generations of their link: performs what `linkMachine` asks for, and decides what flows.
// Knows the media port and local devices; not the wire or the UI.
import type { IceServer, MediaState, PeerSignal } from '../../../signalling/protocol/index.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import type { CreateMediaLink, MediaLink, OutgoingTracks, VideoLimit } from '../peerLink/mediaLink.ts';
import { RoomPictures } from '../sfuLink/roomPictures.ts';
import type { RemoteMedia } from '../sfuLink/roomPort.ts';
import { NO_LINK, stepLink, type LinkContext, type LinkEffect, type LinkEvent, type LinkTimer } from './linkMachine.ts';
import { isRoomLink, type AwaitedLeg, type CreateRoomLink } from '../sfuLink/roomLink.ts';
import { forSigning } from './signing.ts';
import { NO_LIMIT, SMALL_PICTURE, tighterOf } from './videoLimits.ts';

/** `connecting`: nothing has flowed yet; `reconnecting`: something had. */
export type CallMediaState = 'connecting' | 'flowing' | 'reconnecting' | 'closed';

export type CallMediaOptions = {
  local: LocalMedia;
  /** This side begins each generation. */
  initiator: boolean;
  createLink: CreateMediaLink;
  createRoomLink: CreateRoomLink;
  /** A new link, beside the present one until it flows, or others can be reached over it. */
  onLink?: (link: MediaLink) => void;
  sendSignal: (generation: number, signal: PeerSignal) => void;
  /** Media of this generation flows. */
  reportFlowing: (generation: number) => void;
  /** The media of this generation is lost: the server is asked for the next. Resolves to false when it was not reached. */
  requestRenewal: (generation: number) => Promise<boolean>;
};

/** What the server says of the call, as far as media is concerned. */
export type CallMediaTarget = {
  generation: number;
  held: boolean;
  /** The same over a room, where the service sees to it that whoever is on hold hears nobody: agents talk on there. */
  heldInRoom: boolean;
  iceServers: readonly IceServer[];
  relayOnly: boolean;
  /** How much longer the relay takes our credentials, in milliseconds. */
  iceExpiresInMs: number | undefined;
  /** Present: this generation goes through a room. */
  room?: { readonly waitFor: AwaitedLeg | undefined } | undefined;
};

/** A shared screen, with its sound where that is shared, too. */
export type ScreenTracks = { video: MediaStreamTrack; audio: MediaStreamTrack | undefined };

const NOTHING: OutgoingTracks = { audio: undefined, video: undefined, screen: undefined, screenAudio: undefined };
/** Signals that arrive before their generation is known; more than this is not a peer that we know. */
const MAX_EARLY_SIGNALS = 100;
/** The room could not be gone into: the way to it is tried again after this. */
const TRY_ROOM_AGAIN_MS = 1_000;
const NOBODY: ReadonlyMap<string, RemoteMedia> = new Map();

const DUE = { renewal: 'renewalDue', retire: 'retireDue', expiry: 'expiryDue' } as const satisfies Record<
  LinkTimer,
  LinkEvent['type']
>;
/** `Omit` over each member of the union. */
type Undated<E> = E extends LinkEvent ? Omit<E, 'atMs'> : never;

export class CallMedia {
  /** What of a room is to be seen here, and how large. */
  readonly pictures = new RoomPictures();
  readonly #options: CallMediaOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stopWatchingDevices: () => void;
  /** By generation: those that are built, carry the call or are kept for a moment. */
  readonly #links = new Map<number, MediaLink>();
  readonly #timers = new Map<LinkTimer, ReturnType<typeof setTimeout>>();
  #context: LinkContext = NO_LINK;
  /** What the server said last, for the link that is built by it. */
  #target: CallMediaTarget | undefined;
  /** Of other side's links that are not built here yet. */
  #early: { generation: number; signal: PeerSignal }[] = [];
  /** Of a link that was prepared: not sent before it is known to be used. */
  #heldBack: PeerSignal[] | undefined;
  #screen: ScreenTracks | undefined;
  /** What the path takes. */
  #pathLimit = NO_LIMIT;
  #isShownSmall = false;
  #wasSigning = false;

  constructor(options: CallMediaOptions) {
    this.#options = options;
    this.#stopWatchingDevices = options.local.onChange(() => this.#followDevices());
  }

  get state(): CallMediaState {
    const { phase } = this.#context;
    return phase === 'idle' || phase === 'prepared' ? 'connecting' : phase;
  }

  /** The other side's media; another object after each generation. */
  get incoming(): MediaStream | undefined {
    return this.#shown?.incoming;
  }

  /** The other side's shared screen; another object after each generation. */
  get incomingScreen(): MediaStream | undefined {
    return this.#shown?.incomingScreen;
  }

  /** The call goes through a room, or nothing but a room is left to it. */
  get isInRoom(): boolean {
    const shown = this.#shown;
    return shown !== undefined && isRoomLink(shown);
  }

  /** Some of it goes through a room, also while another way carries the call. */
  get usesRoom(): boolean {
    return this.#inUse().some(isRoomLink);
  }

  /** Whom the room brings, by leg: of the one that carries the call, else of the one that is to. */
  get remotes(): ReadonlyMap<string, RemoteMedia> {
    return this.#inUse().find(isRoomLink)?.remotes ?? NOBODY;
  }

  /** What this side sends, as the other side should show it. */
  get sending(): MediaState {
    const outgoing = this.#outgoing(this.isInRoom);
    const hasCamera = outgoing.video !== undefined;
    return {
      microphone: outgoing.audio?.enabled ?? false,
      camera: hasCamera && !this.isPictureGivenUp,
      ...(hasCamera && this.isPictureGivenUp ? { pictureGivenUp: true } : {}),
    };
  }

  /** The path takes no picture besides the sound. */
  get isPictureGivenUp(): boolean {
    return !this.#limit().active;
  }

  /** This side's picture is sent for movement. */
  get isSigning(): boolean {
    return this.#options.local.isSigning;
  }

  /** How often media was lost and came back, and for how long it was away in all. */
  get interruptions(): { recoveries: number; reconnectMs: number } {
    const { recoveries, reconnectMs } = this.#context;
    return { recoveries, reconnectMs: Math.round(reconnectMs) };
  }

  /** Shares a screen from now on, over this and the following links; undefined ends it. */
  shareScreen(tracks: ScreenTracks | undefined): void {
    this.#screen = tracks;
    this.#applyOutgoing();
  }

  /** Bounds the picture of this and the following links to what the path takes. */
  limitVideo(limit: VideoLimit): void {
    this.#pathLimit = limit;
    this.#applyLimit();
  }

  /** The other side shows this side's picture small, beside something else: it is sent no larger than that. */
  showSmall(isSmall: boolean): void {
    this.#isShownSmall = isSmall;
    this.#applyLimit();
  }

  /** The link that carries the call now. */
  get link(): MediaLink | undefined {
    return this.#linkOf(this.#context.current);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Builds the first generation before it is known whether it will be used: nothing is sent, and no signal leaves, until `follow` says
   * the same generation.
   */
  prepare(target: CallMediaTarget): void {
    this.#target = target;
    this.#take({ type: 'prepared', generation: target.generation });
  }

  /** Follows the server: a higher generation starts a new link, hold stops what flows. */
  follow(target: CallMediaTarget): void {
    if (this.#context.phase === 'closed') return;
    const isOtherWay = (this.#target?.room === undefined) !== (target.room === undefined);
    this.#target = target;
    const { generation } = target;
    // A link into a room renews its own.
    const expiresInMs = target.room === undefined ? target.iceExpiresInMs : undefined;
    this.#take({ type: 'begun', generation, expiresInMs, isOtherWay });
    this.#applyOutgoing();
  }

  receive(generation: number, signal: PeerSignal): void {
    const { current, next, newest } = this.#context;
    if (generation === current || generation === next) this.#linkOf(generation)?.receive(signal);
    else if (generation > newest && this.#early.length < MAX_EARLY_SIGNALS) this.#early.push({ generation, signal });
  }

  close(): void {
    if (this.#context.phase === 'closed') return;
    this.#stopWatchingDevices();
    this.#take({ type: 'closed' });
    this.#listeners.clear();
  }

  /** Its media is shown: of the link that carries the call, else of the one that is to. */
  get #shown(): MediaLink | undefined {
    return this.#linkOf(this.#context.current ?? this.#context.next);
  }

  #linkOf(generation: number | null): MediaLink | undefined {
    return generation === null ? undefined : this.#links.get(generation);
  }

  #take(event: Undated<LinkEvent>): void {
    const before = this.#context;
    const { context, effects } = stepLink(before, { ...event, atMs: performance.now() });
    this.#context = context;
    for (const effect of effects) this.#perform(effect);
    if (context !== before) this.#changed();
  }

  #perform(effect: LinkEffect): void {
    switch (effect.type) {
      case 'build':
        this.#build(effect.generation, effect.holdsSignals);
        return;
      case 'release':
        this.#release(effect.generation);
        return;
      case 'drop':
        this.#linkOf(effect.generation)?.close();
        this.#links.delete(effect.generation);
        return;
      case 'report':
        this.#options.reportFlowing(effect.generation);
        return;
      case 'ask':
        void this.#ask(effect.generation);
        return;
      case 'startTimer':
        this.#startTimer(effect.timer, effect.afterMs);
        return;
      case 'stopTimer':
        clearTimeout(this.#timers.get(effect.timer));
    }
  }

  #build(generation: number, holdsSignals: boolean): void {
    if (!this.#target) throw new Error('a link is built by what the server said');
    const { iceServers, relayOnly } = this.#target;
    if (this.#target.room) {
      void this.#enterRoom(generation, this.#target);
      return;
    }
    this.#heldBack = holdsSignals ? [] : undefined;
    const link = this.#options.createLink({
      initiator: this.#options.initiator,
      iceServers,
      relayOnly,
      outgoing: holdsSignals ? NOTHING : this.#outgoing(false),
      onSignal: (signal) => {
        if (holdsSignals && this.#heldBack) this.#heldBack.push(signal);
        else this.#options.sendSignal(generation, signal);
      },
      onPeers: () => this.#options.onLink?.(link),
      onState: (state) => {
        if (state !== 'connecting') this.#take({ type: state, generation });
      },
    });
    this.#add(generation, link);
    this.#deliverEarly(generation, link);
  }

  /** What goes into rooms is loaded when it is needed. */
  async #enterRoom(generation: number, target: CallMediaTarget): Promise<void> {
    const { iceServers, relayOnly, room } = target;
    const servers = { iceServers, relayOnly, expiresInMs: target.iceExpiresInMs };
    try {
      const link = await this.#options.createRoomLink(generation, {
        ...{ servers, waitFor: room?.waitFor, pictures: this.pictures },
        outgoing: () => this.#outgoing(true),
        onState: (state) => {
          if (state !== 'connecting') this.#take({ type: state, generation });
        },
        onRemotes: () => this.#changed(),
        onPeers: () => {
          const known = this.#links.get(generation);
          if (known) this.#options.onLink?.(known);
        },
      });
      if (this.#isWanted(generation)) this.#add(generation, link);
      else link.close();
    } catch {
      setTimeout(() => {
        if (this.#isWanted(generation)) void this.#enterRoom(generation, target);
      }, TRY_ROOM_AGAIN_MS);
    }
  }

  #isWanted(generation: number): boolean {
    const { current, next } = this.#context;
    return generation === current || generation === next;
  }

  #add(generation: number, link: MediaLink): void {
    this.#links.set(generation, link);
    link.limitVideo(this.#limit());
    this.#options.onLink?.(link);
  }

  #deliverEarly(generation: number, link: MediaLink): void {
    const early = this.#early.filter((entry) => entry.generation === generation);
    this.#early = this.#early.filter((entry) => entry.generation > generation);
    for (const { signal } of early) link.receive(signal);
  }

  #release(generation: number): void {
    const signals = this.#heldBack ?? [];
    this.#heldBack = undefined;
    this.#linkOf(generation)?.setOutgoing(this.#outgoing(false));
    for (const signal of signals) this.#options.sendSignal(generation, signal);
  }

  async #ask(generation: number): Promise<void> {
    const reached = await this.#options.requestRenewal(generation);
    if (!reached) this.#take({ type: 'unreached', generation });
  }

  #startTimer(timer: LinkTimer, afterMs: number): void {
    clearTimeout(this.#timers.get(timer));
    this.#timers.set(
      timer,
      setTimeout(() => this.#take({ type: DUE[timer] }), afterMs),
    );
  }

  #limit(): VideoLimit {
    const { local } = this.#options;
    if (local.isSigning) return forSigning(this.#pathLimit, local.source('camera').track?.getSettings() ?? {});
    return this.#isShownSmall ? tighterOf(this.#pathLimit, SMALL_PICTURE) : this.#pathLimit;
  }

  /** A camera that is turned on, or another one, may be of another size. */
  #followDevices(): void {
    this.#applyOutgoing();
    if (this.isSigning || this.#wasSigning) this.#applyLimit();
    this.#wasSigning = this.isSigning;
  }

  #applyLimit(): void {
    const limit = this.#limit();
    for (const link of this.#inUse()) link.limitVideo(limit);
    this.#changed();
  }

  #outgoing(inRoom: boolean): OutgoingTracks {
    if (inRoom ? this.#target?.heldInRoom : this.#target?.held) return NOTHING;
    const { local } = this.#options;
    return {
      audio: local.source('microphone').track,
      video: local.source('camera').track,
      screen: this.#screen?.video,
      screenAudio: this.#screen?.audio,
    };
  }

  #applyOutgoing(): void {
    const { phase, retiring } = this.#context;
    // One that is only kept for the other side to get away from says nothing more than the others do.
    const links = [...this.#inUse(), this.#linkOf(retiring)].filter((link) => link !== undefined);
    if (phase !== 'prepared') for (const link of links) link.setOutgoing(this.#outgoing(isRoomLink(link)));
    this.#changed();
  }

  #inUse(): readonly MediaLink[] {
    const { current, next } = this.#context;
    return [current, next].flatMap((generation) => this.#linkOf(generation) ?? []);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
