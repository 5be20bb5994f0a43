// A look at everything a call needs, in a few seconds. Knows devices and how to ask for a ping; not the UI.
import { CHIME } from '../../core/media/melody.ts';
import { levelOf } from '../../core/media/levelMeter.ts';
import { SoundPlayer } from '../../core/media/soundPlayer.ts';
import { startContext } from '../../core/media/startContext.ts';
import { tryLocalConnection } from '../../core/peerLink/tryLocalConnection.ts';
import type { Devices } from './devices.svelte.ts';

export type CheckSubject = 'camera' | 'microphone' | 'speaker' | 'network';
/** `asking`: only the person can tell; `poor`: it works, not well; `failed`: it does not work; `silent`: no sound output works. */
export type CheckResult = 'waiting' | 'running' | 'asking' | 'good' | 'poor' | 'failed' | 'silent';
/** Resolves to the round trip to the server in milliseconds; undefined when there was no answer. */
export type Ping = () => Promise<number | undefined>;

const PINGS = 5;
/** Above it people begin to talk over each other: ITU-T G.114 names 150 ms one way as the limit for most uses. */
const SLOW_ROUND_TRIP_MS = 300;
const LISTEN_MS = 2_500;
/** What a quiet room gives is well below; a voice at arm's length is well above. */
const HEARD_LEVEL = 0.25;
const PICTURE_DEADLINE_MS = 4_000;

export class SetupCheck {
  readonly #devices: Devices;
  readonly #ping: Ping;
  readonly #player = new SoundPlayer();
  #results = $state<Record<CheckSubject, CheckResult>>(all('waiting'));
  #isRunning = $state(false);

  constructor(devices: Devices, ping: Ping) {
    this.#devices = devices;
    this.#ping = ping;
  }

  get results(): Readonly<Record<CheckSubject, CheckResult>> {
    return this.#results;
  }
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Opens what is closed, looks at all four at once, and leaves the devices as they were. */
  async run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#results = all('running');
    const { media } = this.#devices;
    const wasOpen = media.source('camera').wanted || media.source('microphone').wanted;
    if (!wasOpen) await media.openBoth();
    await Promise.all([this.#checkCamera(), this.#checkMicrophone(), this.#checkSpeaker(), this.#checkNetwork()]);
    if (!wasOpen) {
      media.stop('camera');
      media.stop('microphone');
    }
    this.#isRunning = false;
  }

  /** What the person says of the test sound. */
  answerHeard(heard: boolean): void {
    this.#results.speaker = heard ? 'good' : 'failed';
  }

  close(): void {
    this.#player.close();
  }

  async #checkCamera(): Promise<void> {
    const { track } = this.#devices.media.source('camera');
    this.#results.camera = track && (await showsPictures(track)) ? 'good' : 'failed';
  }

  async #checkMicrophone(): Promise<void> {
    const { track } = this.#devices.media.source('microphone');
    if (!track) {
      this.#results.microphone = 'failed';
      return;
    }
    const loudest = await loudestLevel(track, LISTEN_MS);
    if (loudest === undefined) this.#results.microphone = 'silent';
    else this.#results.microphone = loudest > HEARD_LEVEL ? 'good' : 'poor';
  }

  async #checkSpeaker(): Promise<void> {
    const sounds = await this.#player.play(CHIME, { loop: false, outputId: this.#devices.selected('speaker') });
    this.#results.speaker = sounds ? 'asking' : 'silent';
  }

  async #checkNetwork(): Promise<void> {
    const times: number[] = [];
    for (let index = 0; index < PINGS; index += 1) {
      const time = await this.#ping();
      if (time !== undefined) times.push(time);
    }
    const connects = await tryLocalConnection();
    const middle = times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
    if (middle === undefined || !connects) this.#results.network = 'failed';
    else this.#results.network = middle > SLOW_ROUND_TRIP_MS || times.length < PINGS ? 'poor' : 'good';
  }
}

function all(result: CheckResult): Record<CheckSubject, CheckResult> {
  return { camera: result, microphone: result, speaker: result, network: result };
}

async function showsPictures(track: MediaStreamTrack): Promise<boolean> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  const shown = new Promise<boolean>((resolve) => {
    video.onloadeddata = () => resolve(video.videoWidth > 0);
    setTimeout(() => resolve(false), PICTURE_DEADLINE_MS);
  });
  await video.play().catch(() => undefined);
  const result = await shown;
  video.srcObject = null;
  return result;
}

/** Undefined where no sound output works: browsers measure at its pace. */
async function loudestLevel(track: MediaStreamTrack, forMs: number): Promise<number | undefined> {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const runs = await startContext(context);
  const untilMs = performance.now() + forMs;
  let loudest = 0;
  while (runs && performance.now() < untilMs && loudest <= HEARD_LEVEL) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    analyser.getFloatTimeDomainData(samples);
    loudest = Math.max(loudest, levelOf(samples));
  }
  void context.close();
  return runs ? loudest : undefined;
}
