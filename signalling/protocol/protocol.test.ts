// The wire's schemas: bounded, parsed without throwing, and written down.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { expect, it } from 'vitest';
import { NOTICES, personNameSchema, REQUESTS, type RequestName } from './index.ts';
import { parseParams, parseRequestFrame } from './parsing.ts';
import { protocolDocument } from './protocolDocument.ts';

it('[WIRE-11] is documented as the schemas say it', () => {
  const file = join(import.meta.dirname, '..', '..', 'docs', 'PROTOCOL.md');
  expect(readFileSync(file, 'utf8')).toBe(`${protocolDocument()}\n`);
  for (const name of [...Object.keys(REQUESTS), ...Object.keys(NOTICES)]) {
    expect(protocolDocument()).toContain(`### ${name}\n`);
  }
});

it('[WIRE-3] bounds every string and list that a client may send, and knows every field that it takes', () => {
  for (const [name, { params }] of Object.entries(REQUESTS)) {
    const visit = (schema: z.core.JSONSchema.BaseSchema): void => {
      if (schema.type === 'string' && schema.enum === undefined && schema.const === undefined) {
        expect(schema.maxLength ?? schema.pattern, `${name}: ${JSON.stringify(schema)}`).toBeDefined();
      }
      if (schema.type === 'array') expect(schema.maxItems, name).toBeDefined();
      if (schema.type === 'object') expect(schema.additionalProperties, name).toBe(false);
      const inner = [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
      for (const one of inner) if (typeof one === 'object') visit(one);
    };
    visit(z.toJSONSchema(params, { io: 'input' }));
  }
});

it('[WIRE-2][WIRE-3] parses whatever comes without throwing', () => {
  const names = Object.keys(REQUESTS) as RequestName[];
  fc.assert(
    fc.property(fc.string(), fc.json(), fc.constantFrom(...names), fc.anything(), (text, json, name, params) => {
      parseRequestFrame(text);
      parseRequestFrame(json);
      const parsed = parseParams(name, params);
      if (!parsed.ok) expect(['badParams', 'unsupportedVersion']).toContain(parsed.problem.code);
    }),
  );
});

it.each([
  ['\u202eadA', 'adA'],
  ['Ada\u2066 \u2069Lovelace', 'Ada Lovelace'],
  ['A\u0000d\u001ba\u200b', 'Ada'],
  ['\ufeffAda', 'Ada'],
  ['علی\u200cرضا', 'علی\u200cرضا'],
  ['👩\u200d🦰 Zoé', '👩\u200d🦰 Zoé'],
])('[WIRE-21] takes out of the name %j what is no part of one', (written, name) => {
  expect(personNameSchema.parse(written)).toBe(name);
});

it.each(['\u200b\u200b', '\u202e', '\u200d', ' \u00a0 ', '\u0007', 'x'.repeat(81)])(
  '[WIRE-21] refuses %j as a name',
  (written) => {
    expect(personNameSchema.safeParse(written).success).toBe(false);
  },
);
