// What is said of a picture, and how it is measured.
import { expect, it } from 'vitest';
import { brightnessOf, lightOf } from '../lightOf.ts';
import type { Light, Reading } from '../reading.ts';
import { guidanceOf } from './guidance.ts';

const SIZE = { width: 640, height: 480 };
const GOOD: Light = { brightness: 150, contrast: 80, noise: 2, around: 140, sharpness: 100 };
const faceOf = (width: number) => ({ box: { x: 0, y: 0, width, height: width }, score: 0.9 });

function reading(width: number, light: Partial<Light> = {}, others: readonly number[] = []): Reading {
  const largest = {
    ...faceOf(width),
    landmarks: [],
    descriptor: undefined,
    openness: 0.3,
    light: { ...GOOD, ...light },
  };
  return { faces: [faceOf(width), ...others.map(faceOf)], largest, brightness: 120 };
}

it('[LIVE-6] says the one thing that stands in the way most, and nothing when all is well', () => {
  expect(guidanceOf({ faces: [], largest: undefined, brightness: 120 }, SIZE)).toBe('nobody');
  expect(guidanceOf({ faces: [], largest: undefined, brightness: 20 }, SIZE)).toBe('tooDark');
  expect(guidanceOf(reading(200), SIZE)).toBeNull();
  expect(guidanceOf(reading(80), SIZE)).toBe('comeCloser');
  expect(guidanceOf(reading(400), SIZE)).toBe('goBack');
  expect(guidanceOf(reading(200, {}, [150]), SIZE)).toBe('severalFaces');
  expect(guidanceOf(reading(200, {}, [40]), SIZE)).toBeNull();
  expect(guidanceOf(reading(200, { brightness: 30, contrast: 8, around: 40 }), SIZE)).toBe('tooDark');
  expect(guidanceOf(reading(200, { brightness: 45, contrast: 8, around: 200 }), SIZE)).toBe('againstLight');
  expect(guidanceOf(reading(200, { brightness: 45, contrast: 30, noise: 6, around: 60 }), SIZE)).toBe('tooDark');
  expect(guidanceOf(reading(200, { brightness: 245 }), SIZE)).toBe('tooBright');
  expect(guidanceOf(reading(200, { sharpness: 2 }), SIZE)).toBe('blurred');
});

it('[LIVE-12] neither how light or dark a skin is nor the wall behind it stops anybody', () => {
  for (const brightness of [20, 40, 60, 100, 150, 200, 230]) {
    for (const around of [0, 60, 128, 200, 255]) {
      const light = { brightness, contrast: 20, around };
      expect(guidanceOf(reading(200, light), SIZE), JSON.stringify(light)).toBeNull();
    }
  }
});

it('[LIVE-13] light that has been asked for long enough stands in nobody’s way, and all else still does', () => {
  for (const light of [{ contrast: 5 }, { brightness: 250 }, { contrast: 5, brightness: 30, around: 220 }]) {
    expect(guidanceOf(reading(200, light), SIZE)).not.toBeNull();
    expect(guidanceOf(reading(200, light), SIZE, true)).toBeNull();
  }
  expect(guidanceOf(reading(80, { contrast: 5 }), SIZE, true)).toBe('comeCloser');
  expect(guidanceOf(reading(200, { sharpness: 2 }), SIZE, true)).toBe('blurred');
  expect(guidanceOf({ faces: [], largest: undefined, brightness: 20 }, SIZE, true)).toBe('tooDark');
});

it('[LIVE-6] a face on a phone held upright is as large as on a laptop', () => {
  expect(guidanceOf(reading(200), { width: 480, height: 640 })).toBeNull();
});

/** A grey picture with a face of stripes in it, `blur` pixels wide. */
function picture(face: number, around: number, stripe: number) {
  const data = new Uint8ClampedArray(200 * 200 * 4);
  for (let y = 0; y < 200; y += 1) {
    for (let x = 0; x < 200; x += 1) {
      const isFace = x >= 50 && x < 150 && y >= 50 && y < 150;
      const value = isFace ? face + (stripe > 0 && Math.floor(x / stripe) % 2 === 0 ? 20 : -20) : around;
      data.fill(value, (y * 200 + x) * 4, (y * 200 + x) * 4 + 3);
    }
  }
  return { data, width: 200, height: 200 };
}
/** Nobody's face: an oval with darker eyes and mouth and lighter cheeks; `grain`: how far pixels differ from one another. */
function drawnFace(skin: number, wall: number, grain = 0) {
  const data = new Uint8ClampedArray(200 * 200 * 4);
  const isIn = (x: number, y: number, [left, top, across, down]: readonly number[]): boolean =>
    ((x - (left ?? 0)) / (across ?? 1)) ** 2 + ((y - (top ?? 0)) / (down ?? 1)) ** 2 < 1;
  let state = 7;
  for (let y = 0; y < 200; y += 1) {
    for (let x = 0; x < 200; x += 1) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const parts = [[80, 85, 10, 5], [120, 85, 10, 5], [100, 130, 18, 5]]; // prettier-ignore
      const isDark = parts.some((part) => isIn(x, y, part));
      const isLight = isIn(x, y, [75, 108, 12, 10]) || isIn(x, y, [125, 108, 12, 10]);
      const lit = skin * (isDark ? 0.6 : isLight ? 1.3 : 1);
      const value = isIn(x, y, [100, 105, 52, 65]) ? lit : wall;
      data.fill(value + grain * (state / 2 ** 31 - 1), (y * 200 + x) * 4, (y * 200 + x) * 4 + 3);
    }
  }
  return { data, width: 200, height: 200 };
}
const HEAD = { x: 50, y: 45, width: 100, height: 115 };
const BOX = { x: 50, y: 50, width: 100, height: 100 };

it('[LIVE-12] measures the face alone: its wall changes neither brightness nor contrast nor noise', () => {
  const [white, black] = [lightOf(drawnFace(60, 250), HEAD), lightOf(drawnFace(60, 5), HEAD)];
  expect(white).toEqual({ ...black, around: white.around });
  expect(white.around).toBeGreaterThan(black.around + 150);
  expect(white.contrast).toBeGreaterThan(25);
  expect(white.noise).toBeLessThan(2);
});

it('[LIVE-12] noise is told apart from the regions of a face', () => {
  const [quiet, noisy] = [lightOf(drawnFace(60, 250), HEAD), lightOf(drawnFace(60, 250, 12), HEAD)];
  expect(noisy.noise).toBeGreaterThan(quiet.noise + 4);
  expect(Math.abs(noisy.contrast - quiet.contrast)).toBeLessThan(25);
});

it('[LIVE-6] measures the light on a face, around it, and how sharp it is', () => {
  const sharp = lightOf(picture(120, 220, 2), BOX);
  const dull = lightOf(picture(120, 220, 50), BOX);
  expect(sharp.brightness).toBeCloseTo(120, -1);
  expect(sharp.around).toBeCloseTo(220, 0);
  expect(sharp.sharpness).toBeGreaterThan(10 * dull.sharpness);
  expect(brightnessOf(picture(0, 0, 0))).toBeLessThan(10);
});
