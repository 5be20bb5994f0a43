import { expect, it } from 'vitest';
import { levelOf } from './levelMeter.ts';
import { CALL_WAITING, CHIME, HELD, HOLDING, renderMelody, RING, WAITING } from './melody.ts';

const RATE = 8_000;

it.each([
  ['ring', RING],
  ['waiting', WAITING],
  ['held', HELD],
  ['holding', HOLDING],
  ['call waiting', CALL_WAITING],
  ['chime', CHIME],
])('[LINE-1][APP-1] %s can be heard, never clips and loops without a click', (_name, melody) => {
  const samples = renderMelody(melody, RATE);
  expect(samples).toHaveLength(melody.lengthS * RATE);
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(loudest).toBeGreaterThan(0.05);
  expect(loudest).toBeLessThan(1);
  expect(Math.abs((samples[0] ?? 0) - (samples.at(-1) ?? 0))).toBeLessThan(0.05);
});

it('[LOBBY-1] measures silence as 0, full scale as 1 and speech in between', () => {
  const sine = (gain: number): Float32Array => Float32Array.from({ length: 1024 }, (_, i) => gain * Math.sin(i / 5));
  expect(levelOf(new Float32Array(1024))).toBe(0);
  expect(levelOf(new Float32Array(1024).fill(1))).toBe(1);
  expect(levelOf(sine(0.1))).toBeGreaterThan(0.4);
  expect(levelOf(sine(0.1))).toBeLessThan(levelOf(sine(0.5)));
});
