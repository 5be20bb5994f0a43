// One check that somebody is there in person: prompt after prompt, each from a quiet pose, each within its time, and nothing
// else than what was asked for. A film that was made before does not know what will be asked. Pure.
import { FEWEST_DEPTH, TURNED_YAW } from './headPose.ts';
import type { Mouth } from '../reading.ts';
import { LEAST_APPEARED, LEAST_TEETH, PARTED } from './mouth.ts';
import { isOfMouth, isTurn, type Prompt } from './prompts.ts';
import { LEAST_RELIEF } from './relief.ts';
import { LEAST_SHADE } from './shadeChange.ts';

/** What a picture shows. `yaw` and `depth`: see `headPose.ts`. */
export type Observation = {
  readonly atMs: number;
  readonly faces: number;
  readonly yaw: number;
  /** Against the quiet pose of this prompt. */
  readonly depth: number;
  /** Against the same, by the pixels; see `relief.ts`. Undefined where nothing can be told. */
  readonly relief?: number | undefined;
  /** The same of its light; see `shadeChange.ts`. */
  readonly shade?: number | undefined;
  readonly blinked: boolean;
  /** See `mouth.ts`. Undefined where it was not looked at. */
  readonly mouth?: Mouth | undefined;
  /** How far apart its points are, by the width of the picture. */
  readonly size: number;
};

export type Failure = 'tooSlow' | 'otherMovement' | 'flat' | 'nobody' | 'severalFaces';

export type Challenge =
  /** Until the head is quiet: what comes then is an answer. */
  | {
      readonly tag: 'settling';
      readonly prompts: readonly Prompt[];
      readonly index: number;
      readonly sinceMs: number;
      /** As large as now, since when. */
      readonly steady: { readonly size: number; readonly sinceMs: number } | undefined;
    }
  | {
      readonly tag: 'asking';
      readonly prompts: readonly Prompt[];
      readonly index: number;
      readonly sinceMs: number;
      /** Of the quiet pose. */
      readonly size: number;
      /** A turn was far enough, and as flat as a photo; or lips have parted, and there was nothing between them. */
      readonly wasFlat: boolean;
      /** The mouth did not yet show what is asked for: it is the change that counts. */
      readonly wasClosed: boolean;
    }
  | { readonly tag: 'passed'; readonly prompts: readonly Prompt[] }
  | { readonly tag: 'failed'; readonly prompts: readonly Prompt[]; readonly index: number; readonly reason: Failure };

const QUIET_YAW = 0.12;
const CLOSER = 1.2;
/** A head that sits still is of one size within so much, for so long. */
const STEADY_SIZE = 0.05;
const STEADY_FOR_MS = 350;
const SETTLE_LIMIT_MS = 6_000;
/** Quicker than this after the prompt nobody has heard it: the movement was under way already. */
const SOONEST_MS = 250;
export const ANSWER_LIMIT_MS = 5_000;

export function beginChallenge(prompts: readonly Prompt[], nowMs: number): Challenge {
  return { tag: 'settling', prompts, index: 0, sinceMs: nowMs, steady: undefined };
}

/** The prompt to show now. */
export function promptOf(challenge: Challenge): Prompt | undefined {
  return challenge.tag === 'asking' ? challenge.prompts[challenge.index] : undefined;
}

export function observe(challenge: Challenge, seen: Observation): Challenge {
  if (challenge.tag === 'passed' || challenge.tag === 'failed') return challenge;
  if (seen.faces > 1) return fail(challenge, 'severalFaces');
  const limitMs = challenge.tag === 'settling' ? SETTLE_LIMIT_MS : ANSWER_LIMIT_MS;
  if (seen.atMs - challenge.sinceMs > limitMs)
    return isLeftOut(challenge, seen) ? next(challenge, seen.atMs) : fail(challenge, reasonOfDelay(challenge, seen));
  if (seen.faces === 0) return challenge;
  return challenge.tag === 'settling' ? settle(challenge, seen) : answer(challenge, seen);
}

type Open = Extract<Challenge, { tag: 'settling' | 'asking' }>;
type Settling = Extract<Challenge, { tag: 'settling' }>;
type Asking = Extract<Challenge, { tag: 'asking' }>;

/** Quiet is who looks straight and neither comes nor goes: else what is left of one answer would be taken for the next. */
function settle(challenge: Settling, { atMs, yaw, size }: Observation): Challenge {
  if (Math.abs(yaw) > QUIET_YAW) return { ...challenge, steady: undefined };
  const { prompts, index, steady } = challenge;
  if (!steady || Math.abs(size / steady.size - 1) > STEADY_SIZE) {
    return { ...challenge, steady: { size, sinceMs: atMs } };
  }
  if (atMs - steady.sinceMs < STEADY_FOR_MS) return challenge;
  return { tag: 'asking', prompts, index, sinceMs: atMs, size, wasFlat: false, wasClosed: false };
}

function answer(challenge: Asking, seen: Observation): Challenge {
  const prompt = challenge.prompts[challenge.index];
  if (prompt === undefined) return { tag: 'passed', prompts: challenge.prompts };
  const isSoon = seen.atMs - challenge.sinceMs < SOONEST_MS;
  const turned = turnOf(seen.yaw);
  const isCloser = seen.size >= CLOSER * challenge.size;
  // Everybody blinks now and then; nobody turns or comes closer by chance.
  const isOther = (turned !== undefined && turned !== prompt) || (isCloser && prompt !== 'comeCloser');
  if (isOther) return fail(challenge, 'otherMovement');
  if (isOfMouth(prompt)) return judgeMouth(challenge, prompt, seen);
  if (isTurn(prompt)) return turned === prompt ? judgeTurn(challenge, seen, isSoon) : challenge;
  const isDone = prompt === 'blink' ? seen.blinked : isCloser;
  if (!isDone) return challenge;
  return isSoon ? fail(challenge, 'otherMovement') : next(challenge, seen.atMs);
}

function judgeTurn(challenge: Asking, { depth, relief, shade, atMs }: Observation, isSoon: boolean): Challenge {
  if (isSoon) return fail(challenge, 'otherMovement');
  if (depth < FEWEST_DEPTH) return { ...challenge, wasFlat: true };
  // A picture that is blurred by the movement says nothing: the next one may.
  if (relief === undefined) return challenge;
  if (relief < LEAST_RELIEF) return { ...challenge, wasFlat: true };
  if (shade === undefined) return challenge;
  return shade >= LEAST_SHADE ? next(challenge, atMs) : { ...challenge, wasFlat: true };
}

/** Many show no teeth when they smile, or have none: that is held against nobody, as a mouth that opens is always asked for, too. */
export function isLeftOut(
  challenge: Challenge,
  { atMs, faces }: Pick<Observation, 'atMs' | 'faces'>,
): challenge is Asking {
  const isLate = challenge.tag === 'asking' && atMs - challenge.sinceMs > ANSWER_LIMIT_MS;
  return isLate && promptOf(challenge) === 'smile' && !challenge.wasFlat && faces === 1;
}

/** Whoever talks or smiles anyway has done nothing wrong: what is too soon does not count, and is held against nobody. */
function judgeMouth(challenge: Asking, prompt: Prompt, { mouth, atMs }: Observation): Challenge {
  if (!mouth) return challenge;
  const isParted = mouth.parted >= PARTED;
  const hasAppeared = mouth.appeared >= LEAST_APPEARED;
  const isShown = prompt === 'smile' ? mouth.teeth >= LEAST_TEETH : isParted && hasAppeared;
  if (!isShown) return { ...challenge, wasClosed: true, wasFlat: challenge.wasFlat || (isParted && !hasAppeared) };
  return challenge.wasClosed && atMs - challenge.sinceMs >= SOONEST_MS ? next(challenge, atMs) : challenge;
}

/** As the person sees it: their left is on the right of a picture that is not mirrored. */
function turnOf(yaw: number): Prompt | undefined {
  if (yaw >= TURNED_YAW) return 'turnLeft';
  return yaw <= -TURNED_YAW ? 'turnRight' : undefined;
}

function next({ prompts, index }: Asking, nowMs: number): Challenge {
  if (index + 1 >= prompts.length) return { tag: 'passed', prompts };
  return { tag: 'settling', prompts, index: index + 1, sinceMs: nowMs, steady: undefined };
}

function reasonOfDelay(challenge: Open, { faces }: Observation): Failure {
  if (faces === 0) return 'nobody';
  return challenge.tag === 'asking' && challenge.wasFlat ? 'flat' : 'tooSlow';
}

function fail({ prompts, index }: Open, reason: Failure): Challenge {
  return { tag: 'failed', prompts, index, reason };
}
