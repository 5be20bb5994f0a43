// Pictures of surfaces with a made-up skin on them: a head with a nose, and sheets of paper. The points are a head's in all of them.
import { expect, it } from 'vitest';
import type { Point } from '../reading.ts';
import { cropFace } from './faceCrop.ts';
import { compareTurned, LEAST_RELIEF, type Turned } from './relief.ts';
import { ReliefWatch } from './reliefWatch.ts';
import { LEAST_SHADE } from './shadeChange.ts';

const SIZE = 240;
/** Half of the distance of the eyes. */
const EYE = 30;

/** How far a place stands out towards the camera. */
type Surface = (x: number, y: number) => number;
const head: Surface = (x, y) => 30 * Math.exp(-(x ** 2 + (y - 10) ** 2) / 400) - (x ** 2 + y ** 2 / 2) / 160;
const sheet: Surface = () => 0;
const folded =
  (degrees: number): Surface =>
  (x) =>
    -Math.abs(x) * Math.tan((degrees * Math.PI) / 360);
/** On either side of the nose, the strip between stays flat. */
const foldedTwice =
  (degrees: number): Surface =>
  (x) =>
    -Math.max(0, Math.abs(x) - 15) * Math.tan((degrees * Math.PI) / 180);
const bent =
  (radius: number): Surface =>
  (x) =>
    Math.sqrt(Math.max(0, radius ** 2 - x ** 2)) - radius;

/** Light that stays where it is, from the side and above, on what is turned; from 0.4 to 1. */
function litBy(surface: Surface, x: number, y: number, turn: { cos: number; sin: number }): number {
  const slope = { x: surface(x - 1, y) - surface(x + 1, y), y: surface(x, y - 1) - surface(x, y + 1), z: 2 };
  const length = Math.hypot(slope.x, slope.y, slope.z);
  const across = (slope.x * turn.cos + slope.z * turn.sin) / length;
  const towards = (slope.z * turn.cos - slope.x * turn.sin) / length;
  return 0.4 + 0.6 * Math.max(0, 0.55 * across - 0.3 * (slope.y / length) + 0.78 * towards);
}

/** A skin with something to follow everywhere, the same on every surface. */
function skin(x: number, y: number): number {
  const wave = (across: number, down: number): number =>
    Math.sin(x / across + Math.cos(y / down) + y / (across + down));
  return 120 + 25 * wave(5, 7) + 20 * wave(11, 4) + 15 * wave(3, 13);
}

type Seen = {
  /** What a sensor adds. */
  readonly noise?: number;
  /** By a light that stays where it is; a picture takes its own with it. */
  readonly isLit?: boolean;
  /** Of a screen: one side lighter than the other, and bands. */
  readonly isOnScreen?: boolean;
};

/** As a camera far away sees it, turned about the upright by so much. */
function picture(surface: Surface, degrees: number, { noise = 0, isLit = false, isOnScreen = false }: Seen = {}) {
  const turn = { cos: Math.cos((degrees * Math.PI) / 180), sin: Math.sin((degrees * Math.PI) / 180) };
  const data = new Uint8ClampedArray(SIZE * SIZE * 4);
  let state = 11;
  for (let row = 0; row < SIZE; row += 1) {
    for (let column = 0; column < SIZE; column += 1) {
      const [seen, y] = [column - SIZE / 2, row - SIZE / 2];
      let x = seen / turn.cos;
      for (let step = 0; step < 12; step += 1) x = (seen - surface(x, y) * turn.sin) / turn.cos;
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const lit = isLit ? litBy(surface, x, y, turn) : 1;
      const shown = isOnScreen ? (1 + (degrees * seen) / 40_000) * (1 + 0.04 * Math.sin(row / 90 + degrees)) : 1;
      const grey = skin(x, y) * lit * shown + noise * (state / 2 ** 31 - 1);
      data.fill(grey, (row * SIZE + column) * 4, (row * SIZE + column) * 4 + 3);
    }
  }
  return { data, width: SIZE, height: SIZE };
}

/** 68 points on a surface, turned with it. */
function pointsOn(surface: Surface, degrees: number): Point[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return Array.from({ length: 68 }, (_, index): readonly [number, number] => {
    if (index < 17) return [-62 + (index * 124) / 16, 70 * Math.sin((index * Math.PI) / 16) + 5];
    if (index < 27) return [-48 + ((index - 17) * 96) / 9, -34];
    if (index < 31) return [0, -18 + (index - 27) * 12];
    if (index < 36) return [-12 + (index - 31) * 6, 24];
    if (index < 48) return [(index < 42 ? -EYE : EYE) + 8 * Math.cos(index), -16 + 3 * Math.sin(index)];
    return [20 * Math.cos((index * Math.PI) / 10), 46 + 8 * Math.sin((index * Math.PI) / 10)];
  }).map(([x, y]) => ({ x: SIZE / 2 + x * cos + surface(x, y) * sin, y: SIZE / 2 + y }));
}

/** `points`: of what the points are said to be. */
function turnedBy(
  surface: Surface,
  degrees: number,
  { points = surface, ...seen }: Seen & { points?: Surface } = {},
): Turned {
  const front = cropFace(picture(surface, 0, seen), pointsOn(points, 0));
  const turned = front && cropFace(picture(surface, degrees, seen), pointsOn(points, degrees), front.scale);
  if (!front || !turned) throw new Error('there is a face');
  return compareTurned(front, turned);
}

it('[LIVE-14] a head that turns has a relief', () => {
  for (const degrees of [-35, -25, 25, 35])
    expect(turnedBy(head, degrees).relief, `${degrees}°`).toBeGreaterThan(LEAST_RELIEF);
});

it('[LIVE-14] paper has none, flat or folded along the nose, though its points are said to be those of a head', () => {
  for (const surface of [sheet, folded(20), folded(40), folded(60)]) {
    for (const degrees of [-30, 20, 35]) {
      expect(turnedBy(surface, degrees).relief, `${degrees}°`).toBeLessThan(LEAST_RELIEF);
      const noisy = turnedBy(surface, degrees, { noise: 10, points: head });
      expect(noisy.relief, `${degrees}°, noise`).toBeLessThan(LEAST_RELIEF);
    }
  }
});

it('[LIVE-15] paper has none however often it is folded, nor bent, for its upright lines stay straight', () => {
  for (const surface of [foldedTwice(60), bent(75)]) {
    for (const degrees of [30, 40]) expect(turnedBy(surface, degrees).relief).toBeLessThan(LEAST_RELIEF);
  }
});

it('[LIVE-16] the light stays where it is when a head turns, and goes with a picture that has the shape of one', () => {
  for (const degrees of [-35, 25]) {
    const real = turnedBy(head, degrees, { isLit: true });
    expect(real.shade, `${degrees}°`).toBeGreaterThan(LEAST_SHADE);
    const puppet = turnedBy(head, degrees);
    expect(puppet.relief, `${degrees}°`).toBeGreaterThan(LEAST_RELIEF);
    expect(puppet.shade, `${degrees}°`).toBeLessThan(LEAST_SHADE);
    const onScreen = turnedBy(head, degrees, { isOnScreen: true });
    expect(onScreen.shade, `${degrees}°, on a screen`).toBeLessThan(LEAST_SHADE);
  }
});

it('[LIVE-14] where there is nothing to follow, nothing is said', () => {
  const dull = { data: new Uint8ClampedArray(SIZE * SIZE * 4).fill(120), width: SIZE, height: SIZE };
  const front = cropFace(dull, pointsOn(head, 0));
  expect(front && compareTurned(front, front)).toEqual({ relief: undefined, shade: undefined });
  expect(cropFace(dull, [])).toBeUndefined();
  expect(cropFace(dull, pointsOn(head, 0), 1e6)).toBeUndefined();
});

it('[LIVE-14] is told of a turned face only, seen from where it looked straight, and not after it was wiped', () => {
  const watch = new ReliefWatch();
  const readingOf = (degrees: number) => {
    const light = { brightness: 120, contrast: 60, noise: 1, around: 120, sharpness: 100 };
    const box = { x: 90, y: 90, width: 140, height: 140 };
    const face = {
      box,
      score: 1,
      landmarks: pointsOn(head, degrees),
      descriptor: undefined,
      openness: undefined,
      light,
    };
    return { faces: [face], largest: face, brightness: 120 };
  };
  const look = (degrees: number, wanted: 'front' | 'turned' | undefined): number | undefined =>
    watch.look(picture(head, degrees), readingOf(degrees), wanted).largest?.relief;
  expect(look(35, 'turned')).toBeUndefined();
  expect(look(0, 'front')).toBeUndefined();
  expect(look(35, undefined)).toBeUndefined();
  expect(look(3, 'turned')).toBeUndefined();
  expect(look(35, 'turned')).toBeGreaterThan(LEAST_RELIEF);
  watch.wipe();
  expect(look(35, 'turned')).toBeUndefined();
});
