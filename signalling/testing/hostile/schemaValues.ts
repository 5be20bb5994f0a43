// Values made from a schema: such as it takes, often at its bounds. Knows JSON Schema; not what messages mean.
import * as z from 'zod/mini';
import type { SeededRandom } from '../seededRandom.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Values that occur in reality, by the name of the field: ids of calls that exist, tokens that are good. */
export type KnownValues = Readonly<Record<string, readonly [unknown, ...unknown[]]>>;

const LETTERS = [
  'a',
  'Z',
  '0',
  ' ',
  'é',
  '漢',
  '\u202e',
  '\u0000',
  '"',
  '\\',
  "'",
  '<',
  '\ud800',
  '\u200d',
  '}',
] as const;

export function createSchemaValues(random: SeededRandom, known: KnownValues): (schema: z.core.$ZodType) => unknown {
  function valueOf(schema: JsonSchema, name = ''): unknown {
    const real = known[name];
    if (real !== undefined && random.percent(80)) return random.pick(real);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return pickOf(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return valueOf(asSchema(pickOf(choices)), name);
    if (schema.type === 'object') return objectOf(schema);
    if (schema.type === 'array') return arrayOf(schema);
    if (schema.type === 'string') return textOf(schema);
    if (schema.type === 'integer' || schema.type === 'number') return numberOf(schema);
    if (schema.type === 'boolean') return random.percent(50);
    return schema.type === 'null' ? null : { any: 'thing' };
  }

  function objectOf({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
    const present = Object.entries(properties).filter(([name]) => required.includes(name) || random.percent(50));
    return Object.fromEntries(present.map(([name, schema]) => [name, valueOf(asSchema(schema), name)]));
  }

  function arrayOf({ items, minItems = 0, maxItems = minItems + 3 }: JsonSchema): unknown[] {
    const item = items === undefined || Array.isArray(items) ? {} : asSchema(items);
    return Array.from({ length: random.between(minItems, Math.min(maxItems, minItems + 3)) }, () => valueOf(item));
  }

  /** Digits fit every pattern of the wire but that of web addresses. */
  function textOf({ minLength, maxLength, pattern }: JsonSchema): string {
    const low = minLength ?? (pattern === undefined ? 0 : 2);
    const high = maxLength ?? Math.max(low, 20);
    const length = random.percent(15) ? high : random.between(low, Math.min(high, low + 30));
    const letter = () => (pattern === undefined ? random.pick(LETTERS) : String(random.between(0, 9)));
    return Array.from({ length }, letter).join('');
  }

  function numberOf({ minimum = 0, maximum = 1_000_000 }: JsonSchema): number {
    if (random.percent(20)) return random.pick([minimum, maximum]);
    return random.between(minimum, Math.min(maximum, minimum + 1000));
  }

  function pickOf<T>(list: readonly T[]): T {
    const value = list[random.between(0, list.length - 1)];
    if (value === undefined) throw new Error('nothing to choose from');
    return value;
  }

  return (schema) => valueOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function asSchema(value: JsonSchema | boolean): JsonSchema {
  return typeof value === 'boolean' ? {} : value;
}
