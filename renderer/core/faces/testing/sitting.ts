// Somebody who sits before a check, with a head that is made of numbers.
import { normalised } from '../descriptor.ts';
import { isDescribed } from '../isDescribed.ts';
import { isOfMouth, type Prompt } from '../liveness/prompts.ts';
import type { Mouth, Point, Reading } from '../reading.ts';
import { FaceWatch, type WatchNews, type WatchResult } from '../check/faceWatch.ts';

export const THRESHOLDS = { match: 0.968, inconclusive: 0.955, strict: 0.975, continuous: 0.92 };
export const SIZE = { width: 640, height: 480 };
export const STEP_MS = 100;

/** `likenessTo`: the cosine between the descriptors of two people. */
export const person = (likenessTo = 1): Float32Array => normalised([likenessTo, Math.sqrt(1 - likenessTo ** 2), 0]);

type Head = {
  readonly yaw?: number;
  readonly openness?: number;
  readonly ripples?: number;
  /** What covers the eyes has no lashes. */
  readonly isStrip?: boolean;
  readonly closer?: boolean;
  /** Nothing of it stands out of the plane. */
  readonly flat?: boolean;
  readonly who?: Float32Array;
  readonly faces?: number;
  /** Hardly anything of the face stands out. */
  readonly dim?: boolean;
  /** What is seen between the lips, which have parted. */
  readonly mouth?: { readonly appeared: number; readonly teeth: number };
};

/** 68 points of a head that turns about its middle: the nose stands out by half of the distance of the eyes. */
function pointsOf({ yaw = 0, flat = false, closer = false }: Head, jitter: number): Point[] {
  const scale = closer ? 117 : 90;
  const angle = Math.asin(Math.max(-0.9, Math.min(0.9, yaw / 0.6)));
  return Array.from({ length: 68 }, (_none, index) => {
    const isLeft = index >= 36 && index <= 41;
    const isRight = index >= 42 && index <= 47;
    const x = isLeft ? -0.5 : isRight ? 0.5 : index === 30 ? 0 : Math.cos(index) * 0.8;
    const y = isLeft || isRight ? -0.3 : index === 30 ? 0.3 : Math.sin(index * 1.7) * 0.9;
    const out = flat ? 0 : index === 30 ? 0.6 : 0.35 - 0.4 * (x * x + y * y);
    const turned = flat
      ? x * Math.cos(angle) + (index === 30 ? yaw * 0 : 0)
      : x * Math.cos(angle) + out * Math.sin(angle);
    const swing = flat && index === 30 ? yaw : 0;
    return { x: 320 + (turned + swing) * scale + jitter, y: 240 + y * scale + jitter };
  });
}

export function readingOf(head: Head, jitter: number): Reading {
  const width = head.closer === true ? 260 : 200;
  const box = { x: 220, y: 140, width, height: width };
  const count = head.faces ?? 1;
  const faces = Array.from({ length: count }, () => ({ box, score: 0.9 }));
  const light = { brightness: 150, contrast: head.dim === true ? 8 : 80, noise: 2, around: 140, sharpness: 100 };
  const descriptor = head.who ?? person();
  const landmarks = pointsOf(head, jitter);
  const eyes = { openness: head.openness ?? 0.35, lashes: head.isStrip === true ? 0.03 : 0.4 };
  const relief = head.flat === true ? 0.005 : 0.04;
  const largest =
    count === 0
      ? undefined
      : {
          box,
          score: 0.9,
          landmarks,
          descriptor,
          ...eyes,
          light,
          relief,
          shade: 0.05,
          mouth: mouthOf(head),
          ripples: head.ripples,
        };
  return { faces, largest, brightness: 150 };
}

function mouthOf({ mouth }: Head): Mouth {
  return mouth ? { parted: 0.2, ...mouth } : { parted: 0, appeared: 0, teeth: 0 };
}

export class Sitting {
  readonly watch: FaceWatch;
  readonly news: WatchNews[] = [];
  #atMs = 0;

  constructor(
    seed: number,
    template: Float32Array | null = person(),
    { earlier, among }: { earlier?: Float32Array; among?: readonly Prompt[] } = {},
  ) {
    const plan = { seed, template: template ?? undefined, earlier, among, isStrict: false };
    this.watch = new FaceWatch({ ...plan, thresholds: THRESHOLDS });
  }

  get result(): WatchResult | undefined {
    return this.news.flatMap((each) => (each.name === 'ended' ? [each.result] : [])).at(-1);
  }

  see(head: Head): readonly WatchNews[] {
    this.#atMs += STEP_MS;
    const wanted = { ...this.watch.wants(this.#atMs), near: undefined };
    const read = readingOf(head, (this.#atMs / STEP_MS) % 2 === 0 ? 0.01 : 0);
    const largest = read.largest && {
      ...read.largest,
      descriptor: isDescribed(wanted.descriptor, read.largest) ? read.largest.descriptor : undefined,
    };
    const news = this.watch.observe({ atMs: this.#atMs, wanted, reading: { ...read, largest }, size: SIZE });
    this.news.push(...news);
    return news;
  }

  hold(head: Head, pictures: number): void {
    for (let count = 0; count < pictures && !this.result; count += 1) this.see(head);
  }

  /** Does what is asked, for as long as something is asked; `look` may change with what has been asked. */
  obey(look: Head | ((index: number) => Head) = {}): void {
    const lookAt = typeof look === 'function' ? look : (): Head => look;
    let done = -1;
    for (let count = 0; count < 400 && !this.result; count += 1) {
      this.see(lookAt(done + 1));
      const asked = this.news.findLast((each) => each.name === 'prompt');
      if (asked?.name !== 'prompt' || asked.index <= done) continue;
      done = asked.index;
      this.hold(lookAt(done), 4);
      this.act(asked.prompt, lookAt(done));
    }
  }

  act(prompt: Prompt, look: Head = {}): void {
    if (prompt === 'blink') {
      this.hold({ ...look, openness: 0.1 }, 2);
      this.hold(look, 2);
    } else if (isOfMouth(prompt)) {
      const mouth = look.mouth ?? { appeared: 0.05, teeth: prompt === 'smile' ? 0.04 : 0 };
      this.hold({ ...look, mouth }, 3);
    } else if (prompt === 'comeCloser') this.hold({ ...look, closer: true }, 3);
    else for (const yaw of [0.2, 0.4, 0.2]) this.hold({ ...look, yaw: prompt === 'turnLeft' ? yaw : -yaw }, 2);
  }
}
