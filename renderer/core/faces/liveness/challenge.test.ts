import { expect, it } from 'vitest';
import { beginChallenge, observe, promptOf, type Challenge, type Observation } from './challenge.ts';
import { drawPrompts, PROMPTS, type Prompt } from './prompts.ts';

const FRAME_MS = 100;
const CLOSED = { parted: 0.01, appeared: 0, teeth: 0 };
const QUIET: Omit<Observation, 'atMs'> = { faces: 1, yaw: 0, depth: 0, blinked: false, mouth: CLOSED, size: 0.3 };
const DONE: Readonly<Record<Prompt, Partial<Observation>>> = {
  turnLeft: { yaw: 0.4, depth: 0.16, relief: 0.04, shade: 0.05 },
  turnRight: { yaw: -0.4, depth: 0.16, relief: 0.04, shade: 0.05 },
  blink: { blinked: true },
  comeCloser: { size: 0.4 },
  openMouth: { mouth: { parted: 0.25, appeared: 0.06, teeth: 0.005 } },
  smile: { mouth: { parted: 0.08, appeared: 0.03, teeth: 0.028 } },
};

/** Runs to the end, with what is seen at each picture. */
function run(
  prompts: readonly Prompt[],
  look: (challenge: Challenge, picture: number) => Partial<Observation>,
): Challenge {
  let challenge = beginChallenge(prompts, 0);
  for (let picture = 1; picture < 600; picture += 1) {
    challenge = observe(challenge, { ...QUIET, ...look(challenge, picture), atMs: picture * FRAME_MS });
    if (challenge.tag === 'passed' || challenge.tag === 'failed') return challenge;
  }
  return challenge;
}

/** Does what is asked for, half a second after it was. */
function person(): (challenge: Challenge, picture: number) => Partial<Observation> {
  let [asked, since]: [number, number] = [-1, 0];
  return (challenge, picture) => {
    const prompt = promptOf(challenge);
    if (prompt === undefined || challenge.tag !== 'asking') return {};
    if (challenge.index !== asked) [asked, since] = [challenge.index, picture];
    return picture - since >= 5 ? DONE[prompt] : {};
  };
}

it('[LIVE-4] somebody who does what is asked for passes, whatever is drawn', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    expect(run(drawPrompts(seed), person()).tag).toBe('passed');
    expect(run(drawPrompts(seed, PROMPTS), person()).tag).toBe('passed');
  }
});

it('[LIVE-4] a film of one whole check, run over and over, passes another at most once in a hundred times', () => {
  const films = Array.from({ length: 20 }, (_none, film) => drawPrompts(1_000_003 + film));
  const replay =
    (film: readonly Prompt[]) =>
    (_challenge: Challenge, picture: number): Partial<Observation> => {
      const [step, within] = [Math.floor(picture / 10), picture % 10];
      const prompt = film[step % film.length];
      return within >= 6 && within < 8 && prompt ? DONE[prompt] : {};
    };
  const passed = films.flatMap((film) =>
    Array.from({ length: 200 }, (_none, seed) => run(drawPrompts(seed), replay(film))).filter(
      ({ tag }) => tag === 'passed',
    ),
  );
  expect(passed.length / (films.length * 200)).toBeLessThanOrEqual(0.01);
});

it('[LIVE-4][LIVE-14][LIVE-16] a photo that is turned is flat, another movement is another, and nobody is nobody', () => {
  const turn = ['turnLeft', 'blink', 'turnRight'] as const;
  const flat = run(turn, (_challenge, picture) => (picture > 8 ? { yaw: 0.4, depth: 0.05 } : {}));
  expect(flat).toMatchObject({ tag: 'failed', reason: 'flat', index: 0 });
  const paper = run(turn, (_challenge, picture) => (picture > 8 ? { yaw: 0.4, depth: 0.3, relief: 0.01 } : {}));
  expect(paper, '[LIVE-14]').toMatchObject({ tag: 'failed', reason: 'flat', index: 0 });
  const blurred = run(turn, (_challenge, picture) => (picture > 8 ? { yaw: 0.4, depth: 0.3 } : {}));
  expect(blurred, '[LIVE-14]').toMatchObject({ tag: 'failed', reason: 'tooSlow', index: 0 });
  const shape = { yaw: 0.4, depth: 0.3, relief: 0.04 };
  const puppet = run(turn, (_challenge, picture) => (picture > 8 ? { ...shape, shade: 0.01 } : {}));
  expect(puppet, '[LIVE-16]').toMatchObject({ tag: 'failed', reason: 'flat', index: 0 });
  const untold = run(turn, (_challenge, picture) => (picture > 8 ? shape : {}));
  expect(untold, '[LIVE-16]').toMatchObject({ tag: 'failed', reason: 'tooSlow', index: 0 });
  const other = run(turn, ({ tag }) => (tag === 'asking' ? DONE.turnRight : {}));
  expect(other).toMatchObject({ tag: 'failed', reason: 'otherMovement' });
  expect(run(turn, () => ({}))).toMatchObject({ tag: 'failed', reason: 'tooSlow' });
  expect(run(turn, () => ({ faces: 0 }))).toMatchObject({ tag: 'failed', reason: 'nobody' });
  expect(run(turn, (_c, picture) => ({ faces: picture > 3 ? 2 : 1 }))).toMatchObject({ reason: 'severalFaces' });
});

it('[LIVE-4] a movement that is under way when the prompt comes is no answer, and a head that never comes to rest fails', () => {
  const blink = ['blink', 'turnLeft', 'turnRight'] as const;
  expect(run(blink, ({ tag }) => (tag === 'asking' ? DONE.blink : {}))).toMatchObject({ reason: 'otherMovement' });
  expect(run(blink, () => ({ yaw: 0.2 }))).toMatchObject({ tag: 'failed', reason: 'tooSlow' });
});

it('[LIVE-4] who is still coming closer is not asked for the next thing, and what is left of it is no other movement', () => {
  let challenge = beginChallenge(['turnLeft', 'blink', 'comeCloser'], 0);
  for (let picture = 1; picture <= 15; picture += 1) {
    challenge = observe(challenge, { ...QUIET, size: 0.3 * 1.06 ** picture, atMs: picture * FRAME_MS });
  }
  expect(challenge.tag).toBe('settling');
  for (let picture = 16; picture <= 20; picture += 1)
    challenge = observe(challenge, { ...QUIET, atMs: picture * FRAME_MS });
  expect(challenge.tag).toBe('asking');
});

it('[LIVE-19] a mouth is open when something has appeared between its lips, and a smile shows teeth; lips alone are flat', () => {
  const mouth = ['openMouth', 'turnLeft', 'blink'] as const;
  const smile = ['smile', 'turnLeft', 'blink'] as const;
  const later = (shown: Partial<Observation>) => (_challenge: Challenge, picture: number) => (picture > 8 ? shown : {});
  const lips = { mouth: { parted: 0.3, appeared: 0.005, teeth: 0 } };
  expect(run(mouth, later(lips)), 'a picture that is drawn apart').toMatchObject({ index: 0, reason: 'flat' });
  expect(run(smile, later(lips))).toMatchObject({ index: 0, reason: 'flat' });
  const dark = { mouth: { parted: 0.05, appeared: 0.05, teeth: 0 } };
  expect(run(mouth, later(dark)), 'lips that stay').toMatchObject({ index: 0, reason: 'tooSlow' });
  expect(run(smile, later(DONE.openMouth)), 'who has no teeth goes on').toMatchObject({ index: 1 });
  expect(run(smile, later({})), 'and who shows none').toMatchObject({ index: 1 });
  expect(run(mouth, later({ mouth: undefined }))).toMatchObject({ index: 0, reason: 'tooSlow' });
  expect(run(mouth, later(DONE.openMouth))).toMatchObject({ index: 1 });
  expect(run(smile, later(DONE.smile))).toMatchObject({ index: 1 });
});

it('[LIVE-19] it is the change that counts: a mouth that was open all along is no answer, and held against nobody', () => {
  const mouth = ['openMouth', 'turnLeft', 'blink'] as const;
  const always = DONE.openMouth;
  expect(run(mouth, () => always)).toMatchObject({ index: 0, reason: 'tooSlow' });
  const talks = run(mouth, (challenge, picture) => {
    if (challenge.tag === 'asking' && challenge.index > 0) return person()(challenge, picture);
    return picture % 6 < 3 ? always : {};
  });
  expect(talks, 'who talks is not told that they did something else').toMatchObject({ index: 1 });
});
