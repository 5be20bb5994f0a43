// Counts what a worker sends of a page.
import { expect, test } from 'vitest';
import { createFloodGauge } from './createFloodGauge.ts';

const chunk = (parts: number): object => ({
  stream: 3,
  chunk: { fnArray: Array.from({ length: parts }), argsArray: [] },
});

test('[DOC-6] instructions and text are counted together, anew for each piece of work', () => {
  const gauge = createFloodGauge(10);
  expect(gauge.isFlood(chunk(6))).toBe(false);
  expect(gauge.isFlood({ stream: 3, chunk: { items: [1, 2, 3, 4] } })).toBe(false);
  expect(gauge.isFlood(chunk(1))).toBe(true);
  gauge.reset();
  expect(gauge.isFlood(chunk(10))).toBe(false);
});

test('[DOC-6] other messages count nothing', () => {
  const gauge = createFloodGauge(0);
  for (const message of [undefined, null, 'text', 1, {}, { chunk: null }, { chunk: { fnArray: 'no' } }])
    expect(gauge.isFlood(message)).toBe(false);
});
