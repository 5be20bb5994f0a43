// One side's screen share: what the machine decides is done here, with the browser, the host and the call. Knows no transport:
// tracks go to a callback.
import {
  canCaptureScreen,
  captureScreen,
  type CaptureProblem,
  type ScreenCapture,
} from '../../core/screenCapture/captureScreen.ts';
import type { Mask } from '../../core/screenCapture/mask.ts';
import { canMask, createMaskedTrack, type MaskedTrack } from '../../core/screenCapture/maskedTrack.ts';
import { randomId } from '../../core/signallingClient/randomId.ts';
import { m } from '../../paraglide/messages.js';
import { ScreenPicker } from './screenPicker.svelte.ts';
import type { ScreenSource, ShareHost } from './shareHost.ts';
import { step, type ShareEffect, type ShareEvent, type ShareState, type Surface } from './shareMachine.ts';
import { MAX_SURFACE_NAME, surfaceName } from './shareWords.ts';

export type SharedTracks = { video: MediaStreamTrack; audio: MediaStreamTrack | undefined };

export type ShareAnnouncement = Surface & { shareId: string; state: 'sharing' | 'paused' | 'ended' };

export type ScreenShareOptions = {
  /** The tracks to send from now on; undefined: none. The same share may hand over another picture track. */
  send: (tracks: SharedTracks | undefined) => void;
  /** For the other side. */
  announce: (announcement: ShareAnnouncement) => void;
  /** The desktop app's shell; without it the browser's picker is used. */
  host?: ShareHost;
};

export class ScreenShare {
  readonly #options: ScreenShareOptions;
  readonly #stopListening: (() => void) | undefined;
  readonly picker: ScreenPicker | undefined;
  readonly canMask = canMask();
  #state = $state.raw<ShareState>({ tag: 'idle' });
  #isPickerOpen = $state(false);
  #capture = $state.raw<ScreenCapture>();
  #masks = $state.raw<readonly Mask[]>([]);
  #areMasksStale = $state(false);
  #masked: Promise<MaskedTrack> | undefined;
  #sentVideo: MediaStreamTrack | undefined;
  /** Changes of masks are done one after the other. */
  #maskWork: Promise<void> = Promise.resolve();

  constructor(options: ScreenShareOptions) {
    this.#options = options;
    const { host } = options;
    this.picker = host && new ScreenPicker(host);
    this.#stopListening = host?.onStopRequested(() => this.stop());
  }

  get state(): ShareState {
    return this.#state;
  }

  /** False on phones, where no browser lets a page see the screen. */
  get isPossible(): boolean {
    return canCaptureScreen();
  }

  get isPickerOpen(): boolean {
    return this.#isPickerOpen;
  }

  /** What is captured, unmasked: for the person's own eyes only. */
  get preview(): MediaStreamTrack | undefined {
    return this.#capture?.video;
  }

  get masks(): readonly Mask[] {
    return this.#masks;
  }

  /** The surface has another size: all of it is hidden until the masks are set again. */
  get areMasksStale(): boolean {
    return this.#areMasksStale;
  }

  /** MUST be called from a click or key. Opens our own picker or the system's. */
  async share(): Promise<void> {
    const shareId = randomId();
    this.#dispatch({ type: 'chooseRequested', shareId });
    if (!this.#isChoosing(shareId)) return;
    const { host } = this.#options;
    // Without a wait where there is no host: some browsers take the click for over otherwise.
    if (!host) return this.#take(shareId, true);
    const { picker } = await host.describe();
    if (!this.#isChoosing(shareId)) return;
    if (picker === 'own') {
      this.#isPickerOpen = true;
      this.picker?.open();
    } else {
      if (picker !== 'browser') await host.choose(null, false);
      await this.#take(shareId, picker === 'browser');
    }
  }

  /** From our own picker. MUST be called from a click or key. */
  async choose(source: ScreenSource, audio: boolean): Promise<void> {
    if (this.#state.tag !== 'choosing') return;
    const { shareId } = this.#state;
    this.#closePicker();
    const isAccepted = (await this.#options.host?.choose(source.sourceId, audio)) ?? false;
    if (isAccepted) await this.#take(shareId, audio, source);
    else this.#dispatch({ type: 'captureFailed', shareId, problem: 'failed' });
  }

  pause(): void {
    this.#dispatch({ type: 'pauseRequested' });
  }

  resume(): void {
    this.#dispatch({ type: 'resumeRequested' });
  }

  /** Also takes back a choice that was begun. */
  stop(): void {
    this.#dispatch({ type: 'stopRequested' });
  }

  dismiss(): void {
    this.#dispatch({ type: 'dismissed' });
  }

  /** Resolves when nothing that lies under these masks is sent any more. A mask that cannot be kept ends the share. */
  setMasks(masks: readonly Mask[]): Promise<void> {
    this.#masks = masks;
    this.#areMasksStale = false;
    this.#maskWork = this.#maskWork.then(() => this.#applyMasks());
    return this.#maskWork;
  }

  /** The call is over. Nothing may be done with this object afterwards. */
  close(): void {
    this.#dispatch({ type: 'callEnded' });
    this.#stopListening?.();
  }

  /** @param audio a browser's own picker then asks whether sound is to go with it */
  async #take(shareId: string, audio: boolean, source?: ScreenSource): Promise<void> {
    const result = await captureScreen({ audio, contentHint: 'text' });
    if (!result.ok) {
      this.#dispatch({ type: 'captureFailed', shareId, problem: problemAfterChoice(result.problem, source) });
      return;
    }
    const { capture } = result;
    const kind = source?.kind ?? capture.kind;
    const surface: Surface = { name: surfaceName(source?.name ?? capture.name, kind), kind };
    if (!this.#isChoosing(shareId)) {
      stopCapture(capture);
      return;
    }
    this.#capture = capture;
    this.#sentVideo = capture.video;
    capture.video.addEventListener('ended', () => this.#dispatch({ type: 'surfaceClosed', shareId }));
    this.#dispatch({ type: 'captured', shareId, surface });
  }

  #isChoosing(shareId: string): boolean {
    return this.#state.tag === 'choosing' && this.#state.shareId === shareId;
  }

  #closePicker(): void {
    this.#isPickerOpen = false;
    this.picker?.close();
  }

  #dispatch(event: ShareEvent): void {
    const next = step(this.#state, event);
    this.#state = next.state;
    if (next.state.tag !== 'choosing') this.#closePicker();
    for (const effect of next.effects) this.#perform(effect);
  }

  #perform(effect: ShareEffect): void {
    const { send, announce, host } = this.#options;
    switch (effect.do) {
      case 'sendTracks':
        this.#sendTracks();
        break;
      case 'sendNothing':
        send(undefined);
        break;
      case 'announce':
        announce({ shareId: effect.shareId, state: effect.state, ...effect.surface });
        break;
      case 'showBar':
        host?.begin(barOf(effect.surface));
        break;
      case 'hideBar':
        host?.end();
        break;
      case 'releaseTracks':
        this.#release();
    }
  }

  #sendTracks(): void {
    if (this.#sentVideo) this.#options.send({ video: this.#sentVideo, audio: this.#capture?.audio });
  }

  async #applyMasks(): Promise<void> {
    const capture = this.#capture;
    const state = this.#state;
    if (!capture || (state.tag !== 'sharing' && state.tag !== 'paused')) return;
    const { shareId } = state;
    const onFailed = (): void => this.#dispatch({ type: 'maskFailed', shareId });
    try {
      if (this.#masked) {
        await (await this.#masked).setMasks(this.#masks);
      } else if (this.#masks.length > 0) {
        this.#masked = createMaskedTrack({
          source: capture.video,
          masks: this.#masks,
          onSurfaceChanged: () => (this.#areMasksStale = true),
          onFailed,
        });
        const { track } = await this.#masked;
        if (this.#capture !== capture) return;
        this.#sentVideo = track;
        // Whether it is paused now, not when it began.
        if (this.#state.tag === 'sharing') this.#sendTracks();
      }
    } catch {
      onFailed();
    }
  }

  #release(): void {
    if (this.#capture) stopCapture(this.#capture);
    void this.#masked?.then(
      (masked) => masked.stop(),
      () => undefined,
    );
    this.#capture = undefined;
    this.#masked = undefined;
    this.#sentVideo = undefined;
    this.#masks = [];
    this.#areMasksStale = false;
  }
}

function stopCapture({ video, audio }: ScreenCapture): void {
  video.stop();
  audio?.stop();
}

/** Where the person has already chosen in our own picker, a refusal is the system's. */
function problemAfterChoice(problem: CaptureProblem, source: ScreenSource | undefined): CaptureProblem {
  return source && problem === 'cancelled' ? 'denied' : problem;
}

function barOf({ name, kind }: Surface): Parameters<ShareHost['begin']>[0] {
  return {
    name: name.slice(0, MAX_SURFACE_NAME),
    kind: kind === 'screen' ? 'screen' : 'window',
    words: {
      language: document.documentElement.lang || 'en',
      sharing: m.screenShareYouAreSharing({ name }),
      stop: m.screenShareStop(),
    },
  };
}
