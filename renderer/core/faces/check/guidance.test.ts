// What is said of a picture, and how it is measured.
import { expect, it } from 'vitest';
import { brightnessOf, lightOf } from '../lightOf.ts';
import type { Light, Reading } from '../reading.ts';
import { guidanceOf } from './guidance.ts';

const SIZE = { width: 640, height: 480 };
const GOOD: Light = { brightness: 150, around: 140, sharpness: 100 };
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
  expect(guidanceOf(reading(200, { brightness: 30, around: 40 }), SIZE)).toBe('tooDark');
  expect(guidanceOf(reading(200, { brightness: 45, around: 200 }), SIZE)).toBe('againstLight');
  expect(guidanceOf(reading(200, { brightness: 245 }), SIZE)).toBe('tooBright');
  expect(guidanceOf(reading(200, { sharpness: 2 }), SIZE)).toBe('blurred');
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
const BOX = { x: 50, y: 50, width: 100, height: 100 };

it('[LIVE-6] measures the light on a face, around it, and how sharp it is', () => {
  const sharp = lightOf(picture(120, 220, 2), BOX);
  const dull = lightOf(picture(120, 220, 50), BOX);
  expect(sharp.brightness).toBeCloseTo(120, -1);
  expect(sharp.around).toBeCloseTo(220, 0);
  expect(sharp.sharpness).toBeGreaterThan(10 * dull.sharpness);
  expect(brightnessOf(picture(0, 0, 0))).toBeLessThan(10);
});
