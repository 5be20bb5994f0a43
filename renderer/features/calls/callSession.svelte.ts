// One active call as a page sees it: its media, what the other side sends, and the messages that carry both.
// Knows the wire's peer family; not how the call came about.
import { createSubscriber } from 'svelte/reactivity';
import type { AgentCall, CallId, MediaState } from '../../../signalling/protocol/index.ts';
import { CallMedia, type CallMediaState } from '../../core/callMedia/callMedia.ts';
import type { LocalMedia } from '../../core/media/localMedia.ts';
import { P2PLink } from '../../core/peerLink/p2pLink.ts';
import type { SignallingClient } from '../../core/signallingClient/signallingClient.ts';
import { QualityWatch } from '../quality/index.ts';

export type CallSessionOptions = {
  client: SignallingClient;
  local: LocalMedia;
  callId: CallId;
  /** The agent's side begins each generation. */
  initiator: boolean;
  /** The call was active before this page was: its link is gone and a new generation is needed. */
  resumed: boolean;
};

/** What both sides' views of a call say of its media. */
type MediaView = Pick<AgentCall, 'generation' | 'held' | 'iceServers' | 'relayOnly' | 'iceExpiresAtMs'>;

export class CallSession {
  readonly callId: CallId;
  readonly quality: QualityWatch;
  readonly #client: SignallingClient;
  readonly #media: CallMedia;
  readonly #subscribe: () => void;
  readonly #stopListening: (() => void)[];
  /** Until something else is heard, the other side is taken to send everything. */
  #remote = $state.raw<MediaState>({ microphone: true, camera: true });
  #reported: MediaState | undefined;
  #needsRenewal: boolean;

  constructor({ client, local, callId, initiator, resumed }: CallSessionOptions) {
    this.callId = callId;
    this.#client = client;
    this.#needsRenewal = resumed;
    this.#media = new CallMedia({
      local,
      initiator,
      createLink: (options) => new P2PLink(options),
      sendSignal: (generation, signal) => void client.request('peer.signal', { callId, generation, signal }),
      reportFlowing: (generation) => {
        void client.request('peer.reportConnected', { callId, generation });
        this.#reportSending(true);
      },
      requestRenewal: (generation) => this.#renew(generation),
    });
    this.quality = new QualityWatch(client, callId, this.#media);
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

  get incoming(): MediaStream | undefined {
    this.#subscribe();
    return this.#media.incoming;
  }

  get remote(): MediaState {
    return this.#remote;
  }

  /** Follows what the server says of the call. */
  follow(view: MediaView): void {
    if (this.#needsRenewal) {
      this.#needsRenewal = false;
      void this.#renew(view.generation);
      return;
    }
    const { generation, held, iceServers, relayOnly, iceExpiresAtMs } = view;
    const iceExpiresInMs = iceExpiresAtMs === undefined ? undefined : iceExpiresAtMs - this.#client.nowMs();
    this.#media.follow({ generation, held, iceServers, relayOnly, iceExpiresInMs });
  }

  close(): void {
    for (const stop of this.#stopListening) stop();
    this.quality.close();
    this.#media.close();
  }

  /** The answer comes as a changed call, which `follow` is given. */
  async #renew(generation: number): Promise<boolean> {
    return (await this.#client.request('peer.renew', { callId: this.callId, generation })).ok;
  }

  #reportSending(always: boolean): void {
    const sending = this.#media.sending;
    const same = this.#reported?.microphone === sending.microphone && this.#reported.camera === sending.camera;
    if (same && !always) return;
    this.#reported = sending;
    void this.#client.request('peer.reportMedia', { callId: this.callId, media: sending });
  }
}
