// How the wire evolves: what is not known is left out, and what was added goes only to who has said that they take it.
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createSchemaValues } from '../testing/hostile/schemaValues.ts';
import { createSeededRandom, type SeededRandom } from '../testing/seededRandom.ts';
import { addedField, holdsAdded, NO_CAPABILITIES, projected } from './capabilities.ts';
import { NOTICES, REQUESTS } from './index.ts';
import { parseKnown } from './parseKnown.ts';
import { parseRequestFrame } from './parsing.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts fields of no release into some of the objects, however deep. @returns how many */
function strewn(value: unknown, random: SeededRandom): { value: unknown; count: number } {
  let count = 0;
  const within = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(within);
    if (!isObject(inner)) return inner;
    const copy = Object.fromEntries(Object.entries(inner).map(([key, field]) => [key, within(field)]));
    if (random.percent(50)) return copy;
    count += 1;
    return { ...copy, fieldOfTomorrow: { anything: [1, { deep: null }] } };
  };
  return { value: within(value), count };
}

it('[WIRE-22] whatever is added to a message, however deep, is left out and counted, and the rest is taken as it is', () => {
  const random = createSeededRandom(20_261_129);
  let left = 0;
  const schemas = [
    ...Object.values(REQUESTS).flatMap(({ params, result }) => [params, result]),
    ...Object.values(NOTICES),
  ];
  for (const schema of schemas) {
    const valueOf = createSchemaValues(random, {});
    for (let count = 0; count < 30; count += 1) {
      const plain = parseKnown(schema, valueOf(schema));
      if (!plain.ok) continue;
      const { value, count: added } = strewn(plain.value, random);
      const known = parseKnown(schema, value);
      expect(known).toEqual({ ok: true, value: plain.value, unknown: Array(added).fill('fieldOfTomorrow') });
      left += added;
    }
  }
  expect(left).toBeGreaterThan(2000);
});

it('[WIRE-22] types and bounds are held to beside what is not known, and the value that came is left as it was', () => {
  const schema = z.strictObject({ inner: z.strictObject({ count: z.int().check(z.maximum(3)) }) });
  const value = { inner: { count: 2, more: 1 }, other: 2 };
  expect(parseKnown(schema, value)).toEqual({ ok: true, value: { inner: { count: 2 } }, unknown: ['more', 'other'] });
  expect(value).toEqual({ inner: { count: 2, more: 1 }, other: 2 });
  for (const count of [4, 'two', undefined]) {
    expect(parseKnown(schema, { inner: { count, more: 1 }, other: 2 })).toMatchObject({ ok: false });
  }
});

it('[WIRE-22] of several choices that fit but for what is not known, it is the one that knows most', () => {
  const one = z.strictObject({ name: z.string() });
  const both = z.strictObject({ name: z.string(), size: z.int() });
  const schema = z.strictObject({ list: z.array(z.union([one, both])) });
  const known = parseKnown(schema, { list: [{ name: 'a', size: 1, colour: 'red' }] });
  expect(known).toEqual({ ok: true, value: { list: [{ name: 'a', size: 1 }] }, unknown: ['colour'] });
});

it('[WIRE-22] a frame full of what is not known costs no more than one of that size', () => {
  const keys = Array.from({ length: 4000 }, (_, index) => `"k${String(index)}":{"a":[1]}`).join(',');
  const deep = `${'['.repeat(8000)}${']'.repeat(8000)}`;
  const text = `{"kind":"request","id":1,"name":"session.ping","params":{},"deep":${deep},"__proto__":{"x":1},${keys}}`;
  const startMs = performance.now();
  const read = parseRequestFrame(text);
  expect(performance.now() - startMs).toBeLessThan(500);
  expect(read?.frame).toEqual({ kind: 'request', id: 1, name: 'session.ping', params: {} });
  expect(read?.unknown.length).toBeGreaterThanOrEqual(4001);
});

it('[WIRE-23] what was added is sent to who has said so, at every depth, and to nobody else', () => {
  const part = z.strictObject({ a: z.int(), b: addedField('unknownFields', z.int()) });
  const schema = z.strictObject({
    list: z.array(part),
    either: z.union([z.strictObject({ name: z.literal('x'), part }), z.strictObject({ name: z.literal('y') })]),
    maybe: z.optional(z.nullable(part)),
    mine: addedField('unknownFields', z.string()),
  });
  const value = {
    list: [{ a: 1, b: 2 }],
    either: { name: 'x', part: { a: 1, b: 2 } },
    maybe: { a: 1, b: 2 },
    mine: 'm',
  };
  expect(projected(schema, value, new Set(['unknownFields']))).toEqual(value);
  const before = { list: [{ a: 1 }], either: { name: 'x', part: { a: 1 } }, maybe: { a: 1 } };
  expect(projected(schema, value, NO_CAPABILITIES)).toEqual(before);
  expect(projected(schema, { ...value, maybe: null, mine: undefined }, NO_CAPABILITIES)).toEqual({
    ...before,
    maybe: null,
  });
});

it('[WIRE-23] no message is made of anything in which an added field would be overlooked', () => {
  for (const { params, result } of Object.values(REQUESTS)) {
    expect(() => [holdsAdded(params), holdsAdded(result)]).not.toThrow();
  }
  for (const payload of Object.values(NOTICES)) expect(() => holdsAdded(payload)).not.toThrow();
  const hidden = z.record(z.string(), z.strictObject({ a: addedField('unknownFields', z.int()) }));
  expect(() => holdsAdded(z.strictObject({ hidden }))).toThrow('overlooked');
});
