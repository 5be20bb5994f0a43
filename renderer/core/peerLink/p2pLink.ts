// A direct connection between the two parties: simple-peer negotiates, we own the connection it negotiates for.
import SimplePeer from 'simple-peer';
import { signalSchema, type IceServer, type PeerSignal } from '../../../signalling/protocol/index.ts';
import { rememberReceiver } from '../media/heardLevel.ts';
import { openDataChannels, type DataChannels } from './dataChannels.ts';
import {
  DIRECT_PEER,
  MEDIA_LINES,
  type LinkState,
  type MediaLine,
  type MediaLink,
  type MediaLinkOptions,
  type OutgoingTracks,
  type VideoLimit,
} from './mediaLink.ts';
import { withOpusSettings } from './opusSettings.ts';
import { startPulse, type Pulse } from './pulse.ts';
import { pictureEncoding, setForPicture, soundEncoding } from './senderParameters.ts';

/** A connected link counts as flowing after this long even if the other side has nothing to send. */
const SILENT_FLOW_MS = 1_000;
/** A shared screen is read: every pixel is kept and frames are given up first. Unbounded it would crowd out the sound. */
const SHARP_SCREEN = { maxBitrate: 4_000_000, maxFramerate: 15, scaleResolutionDownBy: 1, priority: 'medium' } as const;

export class P2PLink implements MediaLink {
  readonly incoming = new MediaStream();
  readonly incomingScreen = new MediaStream();
  readonly peers: ReadonlyMap<string, DataChannels>;
  readonly #peer: SimplePeer.Instance;
  readonly #connection: RTCPeerConnection;
  readonly #options: MediaLinkOptions;
  readonly #pulse: Pulse;
  /** Group our tracks, so that the other side plays those that belong together in step. */
  readonly #person = new MediaStream();
  readonly #screen = new MediaStream();
  #outgoing: OutgoingTracks;
  #videoLimit: VideoLimit | undefined;
  #state: LinkState = 'connecting';
  #flowTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MediaLinkOptions) {
    this.#options = options;
    this.#outgoing = options.outgoing;
    const config: RTCConfiguration = {
      iceServers: options.iceServers.map(toRtcIceServer),
      iceTransportPolicy: options.relayOnly ? 'relay' : 'all',
      bundlePolicy: 'max-bundle',
    };
    this.#connection = new RTCPeerConnection(config);
    this.#peer = new SimplePeer({ initiator: options.initiator, trickle: true, config, wrtc: lend(this.#connection) });
    this.#peer.on('signal', (data) => this.#emit(data));
    this.#peer.on('error', () => this.#end());
    this.#peer.on('close', () => this.#end());
    this.#pulse = startPulse(this.#connection, (alive) => this.#pathChanged(alive));
    this.peers = new Map([[DIRECT_PEER, openDataChannels(this.#connection)]]);
    this.#connection.addEventListener('track', ({ track, transceiver }) => this.#addIncoming(track, transceiver));
    this.#connection.addEventListener('connectionstatechange', this.#connectionChanged);
    if (options.initiator) this.#offerLines();
    else this.#connection.addEventListener('signalingstatechange', this.#answerLines);
  }

  get state(): LinkState {
    return this.#state;
  }

  receive(signal: PeerSignal): void {
    if (this.#state === 'ended') return;
    this.#peer.signal(
      'sdp' in signal ? { ...signal, sdp: withOpusSettings(signal.sdp) } : (signal as SimplePeer.SignalData),
    );
  }

  setOutgoing(tracks: OutgoingTracks): void {
    this.#outgoing = tracks;
    if (this.#state !== 'ended') this.#sendTracks();
  }

  limitVideo(limit: VideoLimit): void {
    this.#videoLimit = limit;
    if (this.#state !== 'ended') this.#applyLimits();
  }

  stats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  close(): void {
    this.#end();
  }

  /** All lines are negotiated at once and for both directions: a camera or a screen can then join without negotiating again. */
  #offerLines(): void {
    for (const line of MEDIA_LINES) {
      const init: RTCRtpTransceiverInit = { direction: 'sendrecv', streams: [this.#groupOf(line)] };
      this.#connection.addTransceiver(this.#outgoing[line] ?? kindOf(line), init);
    }
  }

  /** Runs when the offer has been set and before the answer is made, the moment in which directions can be chosen. */
  readonly #answerLines = (): void => {
    if (this.#connection.signalingState !== 'have-remote-offer') return;
    for (const [line, transceiver] of this.#lines()) {
      transceiver.direction = 'sendrecv';
      if ('setStreams' in transceiver.sender) transceiver.sender.setStreams(this.#groupOf(line));
    }
    this.#sendTracks();
  };

  /** Transceivers keep the order of the offer's lines on both sides. */
  #lines(): [MediaLine, RTCRtpTransceiver][] {
    const transceivers = this.#connection.getTransceivers();
    return MEDIA_LINES.flatMap((line, index): [MediaLine, RTCRtpTransceiver][] => {
      const transceiver = transceivers[index];
      return transceiver ? [[line, transceiver]] : [];
    });
  }

  #groupOf(line: MediaLine): MediaStream {
    return isOfScreen(line) ? this.#screen : this.#person;
  }

  #sendTracks(): void {
    for (const [line, { sender }] of this.#lines()) {
      const wanted = this.#outgoing[line] ?? null;
      if (sender.track !== wanted) void sender.replaceTrack(wanted).catch(() => this.#end());
    }
  }

  /** Possible once the sender's encodings have been negotiated; before that it is a matter of the next call. */
  #applyLimits(): void {
    for (const [line, { sender }] of this.#lines()) {
      const limit = this.#videoLimit;
      const parameters = sender.getParameters();
      const encoding = parameters.encodings[0];
      if (!encoding) continue;
      if (line === 'video') {
        if (limit)
          void setForPicture(sender, limit.isForMotion === true, ([first]) =>
            Object.assign(first ?? {}, pictureEncoding(limit)),
          );
        continue;
      }
      if (line === 'screen') {
        Object.assign(encoding, SHARP_SCREEN);
        Object.assign(parameters, { degradationPreference: 'maintain-resolution' });
      } else Object.assign(encoding, soundEncoding(limit));
      void sender.setParameters(parameters).catch(() => undefined);
    }
  }

  #emit(data: unknown): void {
    const signal = signalSchema.safeParse(data);
    if (signal.success && this.#state !== 'ended') this.#options.onSignal(signal.data);
  }

  #addIncoming(track: MediaStreamTrack, transceiver: RTCRtpTransceiver): void {
    rememberReceiver(transceiver.receiver);
    const line = this.#lines().find(([, known]) => known === transceiver)?.[0];
    if (line === undefined || isOfScreen(line)) {
      this.incomingScreen.addTrack(track);
      return;
    }
    this.incoming.addTrack(track);
    track.addEventListener('unmute', this.#mediaArrived);
  }

  readonly #mediaArrived = (): void => {
    if (this.#connection.connectionState === 'connected' && this.#state === 'connecting') this.#setState('flowing');
  };

  readonly #connectionChanged = (): void => {
    const { connectionState } = this.#connection;
    if (connectionState === 'failed' || connectionState === 'closed') this.#end();
    if (connectionState !== 'connected') return;
    this.#applyLimits();
    if (this.incoming.getTracks().some((track) => !track.muted)) this.#setState('flowing');
    else this.#flowTimer = setTimeout(this.#mediaArrived, SILENT_FLOW_MS);
  };

  #pathChanged(alive: boolean): void {
    if (this.#state === 'flowing' || this.#state === 'silent') this.#setState(alive ? 'flowing' : 'silent');
  }

  #setState(state: LinkState): void {
    if (this.#state === state || this.#state === 'ended') return;
    this.#state = state;
    this.#options.onState(state);
  }

  #end(): void {
    if (this.#state === 'ended') return;
    clearTimeout(this.#flowTimer);
    this.#pulse.stop();
    this.#connection.removeEventListener('connectionstatechange', this.#connectionChanged);
    this.#setState('ended');
    this.#peer.destroy();
  }
}

function kindOf(line: MediaLine): 'audio' | 'video' {
  return line === 'audio' || line === 'screenAudio' ? 'audio' : 'video';
}

function isOfScreen(line: MediaLine): boolean {
  return line === 'screen' || line === 'screenAudio';
}

function toRtcIceServer({ urls, username, credential }: IceServer): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}

/** simple-peer makes its connection with `new wrtc.RTCPeerConnection()`; it is given ours. */
function lend(connection: RTCPeerConnection): NonNullable<SimplePeer.Options['wrtc']> {
  function Lent(): RTCPeerConnection {
    return connection;
  }
  return {
    RTCPeerConnection: Lent as unknown as typeof RTCPeerConnection,
    RTCSessionDescription,
    RTCIceCandidate,
  };
}
