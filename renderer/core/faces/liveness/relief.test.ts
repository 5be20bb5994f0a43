// Pictures of surfaces with a made-up skin on them: a head with a nose, and sheets of paper. The points are a head's in all of them.
import { expect, it } from 'vitest';
import type { Point } from '../reading.ts';
import { cropFace } from './faceCrop.ts';
import { LEAST_RELIEF, reliefBetween } from './relief.ts';
import { ReliefWatch } from './reliefWatch.ts';

const SIZE = 320;
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

/** A skin with something to follow everywhere, the same on every surface. */
function skin(x: number, y: number): number {
  const wave = (across: number, down: number): number =>
    Math.sin(x / across + Math.cos(y / down) + y / (across + down));
  return 120 + 25 * wave(5, 7) + 20 * wave(11, 4) + 15 * wave(3, 13);
}

/** As a camera far away sees it, turned about the upright by so much, with what a sensor adds. */
function picture(surface: Surface, degrees: number, noise = 0) {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const data = new Uint8ClampedArray(SIZE * SIZE * 4);
  let state = 11;
  for (let row = 0; row < SIZE; row += 1) {
    for (let column = 0; column < SIZE; column += 1) {
      const [seen, y] = [column - SIZE / 2, row - SIZE / 2];
      let x = seen / cos;
      for (let step = 0; step < 12; step += 1) x = (seen - surface(x, y) * sin) / cos;
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      data.fill(skin(x, y) + noise * (state / 2 ** 31 - 1), (row * SIZE + column) * 4, (row * SIZE + column) * 4 + 3);
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

function reliefOf(surface: Surface, degrees: number, { noise = 0, points = surface } = {}): number | undefined {
  const front = cropFace(picture(surface, 0, noise), pointsOn(points, 0));
  const turned = front && cropFace(picture(surface, degrees, noise), pointsOn(points, degrees), front.scale);
  return front && turned && reliefBetween(front, turned);
}

it('[LIVE-14] a head that turns has a relief', () => {
  for (const degrees of [-35, -25, 25, 35])
    expect(reliefOf(head, degrees), `${degrees}°`).toBeGreaterThan(LEAST_RELIEF);
});

it('[LIVE-14] paper has none, flat or folded along the nose, though its points are said to be those of a head', () => {
  for (const surface of [sheet, folded(20), folded(40), folded(60)]) {
    for (const degrees of [-30, 20, 35]) {
      expect(reliefOf(surface, degrees), `${degrees}°`).toBeLessThan(LEAST_RELIEF);
      expect(reliefOf(surface, degrees, { noise: 10, points: head }), `${degrees}°, noise`).toBeLessThan(LEAST_RELIEF);
    }
  }
});

it('[LIVE-14] where there is nothing to follow, nothing is said', () => {
  const dull = { data: new Uint8ClampedArray(SIZE * SIZE * 4).fill(120), width: SIZE, height: SIZE };
  const front = cropFace(dull, pointsOn(head, 0));
  expect(front && reliefBetween(front, front)).toBeUndefined();
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
