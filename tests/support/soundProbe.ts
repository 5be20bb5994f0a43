// What a person at this machine would hear of the page's own sounds, and from which output. Knows media elements.
import { expect, type Page } from '@playwright/test';

export interface HeardSound {
  /** Loudest root mean square of a short listen, 0 to 1. */
  readonly level: number;
  /** The chosen output; empty for the system's. */
  readonly outputId: string;
}

/** Must run before the page's own scripts: remembers every element that was asked to play. */
export async function watchSounds(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const played = new Set<HTMLMediaElement>();
    const native = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function play() {
      played.add(this);
      return native.call(this);
    };
    Object.assign(window, { soundsPlayed: played });
  });
}

/** Listens to every audio element that is playing and not muted. */
export function listen(page: Page, listenMs: number): Promise<HeardSound[]> {
  return page.evaluate(async (lengthMs) => {
    const played = [...(window as unknown as { soundsPlayed: Set<HTMLMediaElement> }).soundsPlayed];
    const playing = played.filter(
      (element) =>
        element instanceof HTMLAudioElement &&
        !element.paused &&
        !element.muted &&
        element.srcObject instanceof MediaStream &&
        element.srcObject.getAudioTracks().length > 0,
    ) as (HTMLAudioElement & { srcObject: MediaStream; sinkId: string })[];
    const context = new AudioContext();
    const ears = playing.map((element) => {
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(element.srcObject).connect(analyser);
      return { element, analyser, level: 0 };
    });
    const samples = new Float32Array(2048);
    for (let turn = 0; turn < lengthMs / 50; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const ear of ears) {
        ear.analyser.getFloatTimeDomainData(samples);
        const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
        ear.level = Math.max(ear.level, rms);
      }
    }
    await context.close();
    return ears.map(({ element, level }) => ({ level, outputId: element.sinkId }));
  }, listenMs);
}

const AUDIBLE = 0.005;
/** Longer than the pauses of our melodies, but for the reminder that somebody is on hold. */
const LISTEN_MS = 1_200;

/** Waits until something can be heard, and says from which output. `listenMs` is how long one try listens. */
export async function expectHeard(page: Page, listenMs = LISTEN_MS): Promise<HeardSound> {
  let heard: HeardSound | undefined;
  await expect
    .poll(async () => (heard = (await listen(page, listenMs)).find((sound) => sound.level > AUDIBLE)), {
      message: 'a sound is heard',
      timeout: 3 * listenMs + 10_000,
    })
    .toBeDefined();
  return heard ?? { level: 0, outputId: '' };
}

/** Waits until nothing can be heard. */
export async function expectSilence(page: Page): Promise<void> {
  await expect
    .poll(async () => (await listen(page, LISTEN_MS)).filter((sound) => sound.level > AUDIBLE), {
      message: 'all is silent',
    })
    .toEqual([]);
}
