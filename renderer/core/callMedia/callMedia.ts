// The media of one call across its generations: builds the next link beside the old one, and decides what flows.
// Knows the media port and local devices; not the wire or the UI.
import type { IceServer, MediaState, PeerSignal } from '../../../signalling/protocol/index.ts';
import type { LocalMedia } from '../media/localMedia.ts';
import type { CreateMediaLink, MediaLink, OutgoingTracks, VideoLimit } from '../peerLink/mediaLink.ts';
import { NO_LIMIT, SMALL_PICTURE, tighterOf } from './videoLimits.ts';

/** `connecting`: nothing has flowed yet; `reconnecting`: something had. */
export type CallMediaState = 'connecting' | 'flowing' | 'reconnecting' | 'closed';

export type CallMediaOptions = {
  local: LocalMedia;
  /** The agent's side begins each generation. */
  initiator: boolean;
  createLink: CreateMediaLink;
  /** A new link, beside the present one until it flows: its lanes are there at once. */
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
  iceServers: readonly IceServer[];
  relayOnly: boolean;
  /** How much longer the relay takes our credentials, in milliseconds. */
  iceExpiresInMs: number | undefined;
};

/** A shared screen, with its sound where that is shared, too. */
export type ScreenTracks = { video: MediaStreamTrack; audio: MediaStreamTrack | undefined };

type Link = { generation: number; link: MediaLink };

/** A link that dies sooner is not followed by the next at once, or a machine without a network would spin. */
const SHORTEST_GENERATION_MS = 1_000;
/** How long a new link may take before another is tried; doubled with each that failed. */
const BUILD_MS = 5_000;
const LONGEST_BUILD_MS = 20_000;
/** The server was not reached: it is asked again after this. */
const ASK_AGAIN_MS = 1_000;
/** How long the old link is kept once the new one flows, for the other side to get there too. */
const RETIRE_MS = 500;
/** Credentials are renewed when a fifth of their time is left, or a minute, whichever is later. */
const RENEW_AT = 0.8;
const RENEW_BEFORE_MS = 60_000;
const NOTHING: OutgoingTracks = { audio: undefined, video: undefined, screen: undefined, screenAudio: undefined };
/** Signals that arrive before their generation is known; more than this is not a peer that we know. */
const MAX_EARLY_SIGNALS = 100;

export class CallMedia {
  readonly #options: CallMediaOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stopWatchingDevices: () => void;
  #current: Link | undefined;
  /** Being built beside the current one. */
  #next: Link | undefined;
  #retiring: MediaLink | undefined;
  #newest = 0;
  #early: { generation: number; signal: PeerSignal }[] = [];
  #held = false;
  #screen: ScreenTracks | undefined;
  /** What the path takes. */
  #pathLimit = NO_LIMIT;
  #isShownSmall = false;
  #state: CallMediaState = 'connecting';
  #builtAtMs = 0;
  /** The first link of a call meets an unknown network and gets twice the time. */
  #failedBuilds = 1;
  #lostAtMs: number | undefined;
  #recoveries = 0;
  #reconnectMs = 0;
  #renewalTimer: ReturnType<typeof setTimeout> | undefined;
  #retireTimer: ReturnType<typeof setTimeout> | undefined;
  #expiryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CallMediaOptions) {
    this.#options = options;
    this.#stopWatchingDevices = options.local.onChange(() => this.#applyOutgoing());
  }

  get state(): CallMediaState {
    return this.#state;
  }

  /** The other side's media; another object after each generation. */
  get incoming(): MediaStream | undefined {
    return (this.#current ?? this.#next)?.link.incoming;
  }

  /** The other side's shared screen; another object after each generation. */
  get incomingScreen(): MediaStream | undefined {
    return (this.#current ?? this.#next)?.link.incomingScreen;
  }

  /** What this side sends, as the other side should show it. */
  get sending(): MediaState {
    const outgoing = this.#outgoing();
    const isLimited = !this.#pathLimit.active;
    return { microphone: outgoing.audio?.enabled ?? false, camera: outgoing.video !== undefined && !isLimited };
  }

  /** How often media was lost and came back, and for how long it was away in all. */
  get interruptions(): { recoveries: number; reconnectMs: number } {
    return { recoveries: this.#recoveries, reconnectMs: Math.round(this.#reconnectMs) };
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
    return this.#current?.link;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Follows the server: a higher generation starts a new link, hold stops what flows. */
  follow(target: CallMediaTarget): void {
    if (this.#state === 'closed') return;
    this.#held = target.held;
    if (target.generation > this.#newest) this.#build(target);
    this.#applyOutgoing();
    this.#changed();
  }

  receive(generation: number, signal: PeerSignal): void {
    const target = [this.#next, this.#current].find((candidate) => candidate?.generation === generation);
    if (target) target.link.receive(signal);
    else if (generation > this.#newest && this.#early.length < MAX_EARLY_SIGNALS)
      this.#early.push({ generation, signal });
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#stopWatchingDevices();
    for (const timer of [this.#renewalTimer, this.#retireTimer, this.#expiryTimer]) clearTimeout(timer);
    for (const link of [this.#next?.link, this.#current?.link, this.#retiring]) link?.close();
    this.#changed();
    this.#listeners.clear();
  }

  #build({ generation, iceServers, relayOnly, iceExpiresInMs }: CallMediaTarget): void {
    this.#next?.link.close();
    this.#builtAtMs = performance.now();
    this.#newest = generation;
    const link = this.#options.createLink({
      initiator: this.#options.initiator,
      iceServers,
      relayOnly,
      outgoing: this.#outgoing(),
      onSignal: (signal) => this.#options.sendSignal(generation, signal),
      onState: (state) => {
        if (this.#state === 'closed') return;
        if (state === 'flowing') this.#flowing(generation);
        if (state === 'silent') this.#silent(generation);
        if (state === 'ended') this.#ended(generation);
      },
    });
    link.limitVideo(this.#limit());
    this.#options.onLink?.(link);
    this.#next = { generation, link };
    const early = this.#early.filter((entry) => entry.generation === generation);
    this.#early = this.#early.filter((entry) => entry.generation > generation);
    for (const { signal } of early) link.receive(signal);
    this.#renewUnlessFlowing(Math.min(LONGEST_BUILD_MS, BUILD_MS * 2 ** this.#failedBuilds));
    this.#failedBuilds += 1;
    this.#watchExpiry(iceExpiresInMs);
  }

  /** Make before break: only now is the old link let go. */
  #flowing(generation: number): void {
    if (this.#next?.generation === generation) {
      this.#retire(this.#current?.link);
      this.#current = this.#next;
      this.#next = undefined;
      this.#failedBuilds = 0;
      this.#options.reportFlowing(generation);
    }
    if (this.#current?.generation !== generation) return;
    if (!this.#next) clearTimeout(this.#renewalTimer);
    this.#found();
    this.#changed();
  }

  /** Nothing arrives any more: the next link is built at once, and the old one may still come back. */
  #silent(generation: number): void {
    if (this.#current?.generation !== generation) return;
    this.#lost();
    if (!this.#next) this.#renewUnlessFlowing(0);
    this.#changed();
  }

  #ended(generation: number): void {
    const wasNext = this.#next?.generation === generation;
    const wasCurrent = this.#current?.generation === generation;
    if (!wasNext && !wasCurrent) return;
    if (wasNext) this.#next = undefined;
    if (wasCurrent) {
      this.#current = undefined;
      this.#lost();
    }
    const ageMs = performance.now() - this.#builtAtMs;
    if (!this.#next) this.#renewUnlessFlowing(Math.max(0, SHORTEST_GENERATION_MS - ageMs));
    this.#changed();
  }

  #retire(link: MediaLink | undefined): void {
    clearTimeout(this.#retireTimer);
    this.#retiring?.close();
    this.#retiring = link;
    this.#retireTimer = setTimeout(() => link?.close(), RETIRE_MS);
  }

  #lost(): void {
    this.#lostAtMs ??= performance.now();
    if (this.#state === 'flowing') this.#state = 'reconnecting';
  }

  #found(): void {
    this.#state = 'flowing';
    if (this.#lostAtMs === undefined) return;
    this.#recoveries += 1;
    this.#reconnectMs += performance.now() - this.#lostAtMs;
    this.#lostAtMs = undefined;
  }

  /** Asks for the next generation after a while, and again and again until media flows. */
  #renewUnlessFlowing(afterMs: number): void {
    clearTimeout(this.#renewalTimer);
    this.#renewalTimer = setTimeout(() => {
      if (this.#current?.link.state !== 'flowing') void this.#askForNext();
    }, afterMs);
  }

  async #askForNext(): Promise<void> {
    const asked = this.#newest;
    this.#renewUnlessFlowing(LONGEST_BUILD_MS);
    const reached = await this.#options.requestRenewal(asked);
    if (!reached && asked === this.#newest && this.#state !== 'closed') this.#renewUnlessFlowing(ASK_AGAIN_MS);
  }

  /** A relay stops carrying a call whose credentials have expired, so the next link is up before. */
  #watchExpiry(expiresInMs: number | undefined): void {
    clearTimeout(this.#expiryTimer);
    if (expiresInMs === undefined) return;
    const dueMs = Math.min(Math.max(expiresInMs * RENEW_AT, expiresInMs - RENEW_BEFORE_MS), 2 ** 31 - 1);
    this.#expiryTimer = setTimeout(() => void this.#askForNext(), Math.max(SHORTEST_GENERATION_MS, dueMs));
  }

  #limit(): VideoLimit {
    return this.#isShownSmall ? tighterOf(this.#pathLimit, SMALL_PICTURE) : this.#pathLimit;
  }

  #applyLimit(): void {
    const limit = this.#limit();
    this.#current?.link.limitVideo(limit);
    this.#next?.link.limitVideo(limit);
    this.#changed();
  }

  #outgoing(): OutgoingTracks {
    if (this.#held) return NOTHING;
    const { local } = this.#options;
    return {
      audio: local.source('microphone').track,
      video: local.source('camera').track,
      screen: this.#screen?.video,
      screenAudio: this.#screen?.audio,
    };
  }

  #applyOutgoing(): void {
    const outgoing = this.#outgoing();
    this.#current?.link.setOutgoing(outgoing);
    this.#next?.link.setOutgoing(outgoing);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
