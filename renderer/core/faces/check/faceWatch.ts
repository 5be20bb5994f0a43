// One check of a face, picture by picture: first a good picture, then the prompts, and all the while whether it is one and the
// same face, and whose. Pure apart from what it remembers. MUST be wiped at the end.
import type { FaceGuidance } from '../../../../signalling/protocol/assist.ts';
import type { CheckHint, CheckStep, Thresholds } from '../../../../signalling/protocol/index.ts';
import { averaged, likeness } from '../descriptor.ts';
import { FaceTrack } from '../faceTrack.ts';
import type { FrameSize } from '../frames/trackFrames.ts';
import { BlinkWatch } from '../liveness/blink.ts';
import {
  ANSWER_LIMIT_MS,
  beginChallenge,
  isLeftOut,
  observe,
  promptOf,
  type Challenge,
} from '../liveness/challenge.ts';
import { depthOf, yawOf } from '../liveness/headPose.ts';
import { drawPrompts, isOfMouth, isTurn, type Prompt } from '../liveness/prompts.ts';
import type { Point, Reading, Wants } from '../reading.ts';
import { spreadOf } from '../spread.ts';
import { judge, type Verdict } from '../verdict.ts';
import { facesThatCount, guidanceOf } from './guidance.ts';
import { FRONT_YAW, Probes } from './probes.ts';
import { StripesWatch } from './stripesWatch.ts';

export type WatchPlan = {
  readonly seed: number;
  readonly isStrict: boolean;
  /** What may be asked; without it what the first release knew. */
  readonly among?: readonly Prompt[] | undefined;
  readonly thresholds: Thresholds;
  /** What to compare with; without it a template is made. */
  readonly template: Float32Array | undefined;
  /** What was enrolled before. A template that is made of the same face strengthens it, and one of another takes its place. */
  readonly earlier?: Float32Array | undefined;
};
export type WatchNews =
  | { readonly name: 'guidance'; readonly guidance: FaceGuidance | null }
  | { readonly name: 'straight'; readonly index: number; readonly count: number }
  | {
      readonly name: 'prompt';
      readonly prompt: Prompt;
      readonly index: number;
      readonly count: number;
      readonly limitMs: number;
    }
  | { readonly name: 'step'; readonly step: CheckStep }
  | { readonly name: 'ended'; readonly result: WatchResult };
export type WatchResult = {
  readonly liveness: 'passed' | 'failed' | 'unfinished';
  readonly steps: readonly CheckStep[];
  /** Undefined when too little was seen to compare; of an enrolment, how like it is to the earlier one. */
  readonly verdict: Verdict | undefined;
  readonly hints: readonly CheckHint[];
  /** The light on the face stayed poor, so that less can be told than usual. */
  readonly isLessCertain: boolean;
  /** Of an enrolment that saw enough. */
  readonly descriptor: Float32Array | undefined;
};
/** `wanted`: as `wants` said of this picture. */
export type SeenPicture = {
  readonly atMs: number;
  readonly wanted: Wants;
  readonly reading: Reading;
  readonly size: FrameSize;
};

/** A picture is good when it has been for so long. */
const GOOD_FOR_MS = 700;
const PLACING_LIMIT_MS = 45_000;
/** Some rooms and cameras give no better light. Whoever sits in one is not shut out. */
const LIGHT_ASKED_FOR_MS = 20_000;
/** Pictures are alike to the last point for so long only where none comes. */
const FROZEN_MS = 1_000;

type Phase =
  /** `wasPoor`: light was in the way of one of the good pictures. */
  | { readonly tag: 'placing'; readonly goodSinceMs: number | undefined; readonly wasPoor: boolean }
  | { readonly tag: 'challenge'; readonly challenge: Challenge; readonly quiet: readonly Point[] }
  | { readonly tag: 'over' };

export class FaceWatch {
  readonly #plan: WatchPlan;
  readonly #prompts: readonly Prompt[];
  readonly #track = new FaceTrack();
  readonly #blinks = new BlinkWatch();
  readonly #probes: Probes;
  readonly #steps: CheckStep[] = [];
  readonly #hints = new Set<CheckHint>();
  #phase: Phase = { tag: 'placing', goodSinceMs: undefined, wasPoor: false };
  #beganAtMs: number | undefined;
  #isLessCertain = false;
  readonly #stripes = new StripesWatch();
  #last: { readonly points: readonly Point[]; readonly sinceMs: number } | undefined;

  constructor(plan: WatchPlan) {
    this.#plan = plan;
    this.#probes = new Probes(plan.thresholds.continuous);
    this.#prompts = plan.template ? drawPrompts(plan.seed, plan.among) : drawEnrolmentPrompts(plan.seed, plan.among);
  }

  get isOver(): boolean {
    return this.#phase.tag === 'over';
  }

  /** What to read in the next picture. */
  wants(atMs: number): Wants {
    const near = this.#track.near(atMs);
    const hasMouth = this.#prompts.some(isOfMouth);
    if (this.#phase.tag !== 'challenge') return { descriptor: false, eyes: true, mouth: hasMouth, near };
    const { challenge } = this.#phase;
    const prompt = promptOf(challenge);
    const descriptor = this.#probes.wants(atMs) || this.#describes(prompt);
    const turned = prompt !== undefined && isTurn(prompt) ? 'turned' : undefined;
    const isSettling = challenge.tag === 'settling';
    const relief = isSettling ? 'front' : turned;
    const ripples = isSettling && this.#stripes.wants(atMs);
    const mouth = hasMouth && (prompt === undefined || isOfMouth(prompt));
    return { descriptor, eyes: prompt === 'blink' || descriptor === false, relief, mouth, ripples, near };
  }

  /** Whoever answers must be who is compared: whatever may be part of an answer shows whose it is. */
  #describes(prompt: Prompt | undefined): Wants['descriptor'] {
    if (prompt === 'comeCloser' || (prompt && isOfMouth(prompt))) return true;
    if (prompt === 'blink') return { yaw: FRONT_YAW, openness: this.#blinks.closingBelow };
    // Of a quick turn, the way back may be all that shows a side to enrol.
    const isSideMissing = this.#plan.template === undefined && !this.#probes.hasAllPoses;
    return prompt !== undefined || isSideMissing ? { yaw: FRONT_YAW, openness: 0 } : false;
  }

  observe(picture: SeenPicture): readonly WatchNews[] {
    this.#beganAtMs ??= picture.atMs;
    const seen = { ...picture, reading: this.#track.follow(picture.reading, picture.wanted.near, picture.atMs) };
    this.#watchForFreezing(seen);
    this.#stripes.observe(picture.reading.largest?.ripples, picture.atMs);
    if (this.#phase.tag === 'placing') return this.#place(this.#phase, seen);
    return this.#phase.tag === 'challenge' ? this.#challenge(this.#phase, seen) : [];
  }

  /** There are no more pictures. */
  giveUp(): WatchNews {
    return this.#end('unfinished');
  }

  /** Nothing of the face is left behind. */
  wipe(): void {
    this.#phase = { tag: 'over' };
    this.#probes.wipe();
    this.#plan.template?.fill(0);
    this.#plan.earlier?.fill(0);
  }

  #place(phase: Extract<Phase, { tag: 'placing' }>, { atMs, reading, size }: SeenPicture): readonly WatchNews[] {
    this.#blinkedIn(reading, atMs);
    const guidance = guidanceOf(reading, size);
    const news: WatchNews = { name: 'guidance', guidance };
    const placingMs = atMs - (this.#beganAtMs ?? atMs);
    if (guidanceOf(reading, size, placingMs >= LIGHT_ASKED_FOR_MS) !== null) {
      this.#phase = { tag: 'placing', goodSinceMs: undefined, wasPoor: false };
      return placingMs > PLACING_LIMIT_MS ? [news, this.#end('unfinished')] : [news];
    }
    const goodSinceMs = phase.goodSinceMs ?? atMs;
    const wasPoor = phase.wasPoor || guidance !== null;
    this.#phase = { tag: 'placing', goodSinceMs, wasPoor };
    if (atMs - goodSinceMs < GOOD_FOR_MS || !this.#blinks.isReady) return [news];
    this.#isLessCertain = wasPoor;
    this.#phase = { tag: 'challenge', challenge: beginChallenge(this.#prompts, atMs), quiet: [] };
    return [news, { name: 'straight', index: 0, count: this.#prompts.length }];
  }

  #challenge(
    { challenge, quiet }: Extract<Phase, { tag: 'challenge' }>,
    { atMs, reading, size }: SeenPicture,
  ): readonly WatchNews[] {
    const { largest } = reading;
    const yaw = largest ? yawOf(largest.landmarks) : 0;
    const prompt = promptOf(challenge);
    // A face that laughs is of the same person, and less like the one that was enrolled.
    const isKept = prompt === undefined || !isOfMouth(prompt);
    const fit = largest?.descriptor ? this.#probes.add(largest.descriptor, { yaw, atMs, isKept }) : undefined;
    if (fit === 'doubtful' || fit === 'other') this.#hints.add('otherPerson');
    if (fit === 'other') return this.#fail(challenge, 'otherPerson');
    // What another face does is no answer; the time goes on.
    const isAnswer = challenge.tag !== 'asking' || fit === 'same';
    const points = isAnswer ? (largest?.landmarks ?? []) : quiet;
    const extent = largest ? spreadOf(largest.landmarks).spread / size.width : 0;
    const next = observe(challenge, {
      atMs,
      faces: facesThatCount(reading),
      yaw: isAnswer ? yaw : 0,
      depth: quiet.length > 0 && points.length > 0 ? depthOf(quiet, points) : 0,
      relief: largest?.relief,
      shade: largest?.shade,
      mouth: isAnswer ? largest?.mouth : undefined,
      blinked: isAnswer && this.#blinkedIn(reading, atMs),
      // Who comes closer is described where it is an answer; elsewhere it is another movement, whoever makes it.
      size: isAnswer || fit === undefined ? extent : 0,
    });
    const isSettled = challenge.tag === 'settling' && next.tag === 'asking';
    if (isSettled) this.#blinks.startAnew();
    this.#phase = { tag: 'challenge', challenge: next, quiet: isSettled ? points : quiet };
    const result = isLeftOut(challenge, { atMs, faces: facesThatCount(reading) }) ? 'tooSlow' : 'passed';
    return this.#newsOf(challenge, next, result);
  }

  #blinkedIn({ largest }: Reading, atMs: number): boolean {
    if (largest?.openness === undefined) return false;
    const { openness, lashes = 0 } = largest;
    return this.#blinks.observe({ openness, lashes }, atMs);
  }

  /** `result`: of what had been asked, where it goes on. */
  #newsOf(before: Challenge, now: Challenge, result: 'passed' | 'tooSlow'): readonly WatchNews[] {
    if (now.tag === 'failed') return this.#fail(before, now.reason);
    const count = this.#prompts.length;
    const prompt = promptOf(now);
    if (before.tag === 'settling' && now.tag === 'asking' && prompt) {
      return [{ name: 'prompt', prompt, index: now.index, count, limitMs: ANSWER_LIMIT_MS }];
    }
    if (before.tag !== 'asking' || now.tag === 'asking') return [];
    const step = this.#note(before.index, result);
    if (now.tag === 'passed') return [step, this.#end('passed')];
    return [step, { name: 'straight', index: now.index, count }];
  }

  #fail(challenge: Challenge, reason: CheckStep['result']): readonly WatchNews[] {
    const step = 'index' in challenge ? [this.#note(challenge.index, reason)] : [];
    return [...step, this.#end('failed')];
  }

  #note(index: number, result: CheckStep['result']): WatchNews {
    const step = { prompt: this.#prompts[index] ?? 'blink', result };
    this.#steps.push(step);
    return { name: 'step', step };
  }

  #end(liveness: WatchResult['liveness']): WatchNews {
    this.#phase = { tag: 'over' };
    const rest = this.#prompts.slice(this.#steps.length).map((prompt) => ({ prompt, result: 'unfinished' }) as const);
    const { template, earlier, thresholds, isStrict } = this.#plan;
    // A template is compared with for a year: none is made of what can hardly be seen.
    const isToEnrol = !template && liveness === 'passed' && !this.#isLessCertain;
    const enrolled = isToEnrol ? this.#probes.toEnrol() : undefined;
    const known = enrolled ? earlier : template;
    const probe = known ? (this.#probes.toCompare() ?? enrolled) : undefined;
    const verdict =
      known && probe ? judge(likeness(known, probe), thresholds, isStrict || this.#isLessCertain) : undefined;
    const descriptor = enrolled && earlier && verdict === 'match' ? averaged([earlier, enrolled]) : enrolled;
    if (enrolled && earlier && verdict !== 'match') this.#hints.add('unlikeEarlier');
    if (this.#stripes.isScreen) this.#hints.add('screen');
    // Somebody was there, and too little was seen of them to know them again.
    const isTooLittle = !template && liveness === 'passed' && !descriptor;
    const result = {
      liveness: isTooLittle ? ('unfinished' as const) : liveness,
      steps: [...this.#steps, ...rest],
      verdict,
      hints: [...this.#hints],
      isLessCertain: this.#isLessCertain,
      descriptor,
    };
    return { name: 'ended', result };
  }

  #watchForFreezing({ atMs, reading }: SeenPicture): void {
    const points = reading.largest?.landmarks;
    const isAlike =
      points !== undefined &&
      this.#last?.points.length === points.length &&
      points.every(({ x, y }, index) => x === this.#last?.points[index]?.x && y === this.#last.points[index].y);
    if (!points) this.#last = undefined;
    else if (!isAlike) this.#last = { points, sinceMs: atMs };
    else if (this.#last && atMs - this.#last.sinceMs > FROZEN_MS) this.#hints.add('frozen');
  }
}

/** A template is made of three poses: both turns are among them. */
function drawEnrolmentPrompts(seed: number, among?: readonly Prompt[]): readonly Prompt[] {
  for (let next = seed; ; next = (next + 1) >>> 0) {
    const prompts = drawPrompts(next, among);
    if (new Set(prompts.filter(isTurn)).size === 2) return prompts;
  }
}
