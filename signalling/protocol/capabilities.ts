// What a build can do beyond the first release, said in hello by both sides; and what of a message only those are sent who have said
// so. Installed apps of the first release refuse every field that they do not know.
import * as z from 'zod/mini';

/**
 * `unknownFields`: leaves out of what it is sent the fields that it does not know. Whoever has said it is sent new optional fields;
 * a name of its own is needed only for what changes a meaning. `consult`: an agent’s page that can be asked by a colleague, and knows
 * a call in which its agent is not the one who has it. `callsInHand`: an agent’s page that knows calls beside the one the agent is at.
 * `mouthPrompts`: of a check of a face, knows the prompts that are about the mouth; `screenHint`: knows the hint of a screen.
 * `rooms`: knows calls of more than two, whose media goes through a room. `signing`: says who uses sign language, and knows what is told of it.
 */
export const CAPABILITIES = [
  'unknownFields',
  'consult',
  'callsInHand',
  'mouthPrompts',
  'screenHint',
  'rooms',
  'signing',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Names that we do not know are those of later releases. */
export const capabilitiesSchema = z
  .array(z.string().check(z.minLength(1), z.maxLength(40), z.regex(/^[a-zA-Z0-9]+$/)))
  .check(z.maxLength(32));

/** Of a peer that has said nothing: a build of the first release. */
export const NO_CAPABILITIES: ReadonlySet<string> = new Set();

const added = new WeakMap<z.core.$ZodType, Capability>();

/** An optional field that came later: it is sent only to who has said `capability`. */
export function addedField<S extends z.core.SomeType>(capability: Capability, schema: S): z.ZodMiniOptional<S> {
  const field = z.optional(schema);
  added.set(field, capability);
  return field;
}

/**
 * The value as a peer that has said these may be sent it. Every message goes through here as it leaves; what holds nothing that was
 * added is the same value.
 */
export function projected(schema: z.core.$ZodType, value: unknown, said: ReadonlySet<string>): unknown {
  if (!holdsAdded(schema)) return value;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return isRecord(value) ? projectedObject(def.shape, value, said) : value;
    case 'array':
      return Array.isArray(value) ? value.map((item) => projected(def.element, item, said)) : value;
    case 'optional':
    case 'nullable':
      return value === undefined || value === null ? value : projected(def.innerType, value, said);
    case 'union': {
      const choice = def.options.find((option) => z.safeParse(option, value).success);
      return choice === undefined ? value : projected(choice, value, said);
    }
    default:
      return value;
  }
}

function projectedObject(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  value: Readonly<Record<string, unknown>>,
  said: ReadonlySet<string>,
): Record<string, unknown> {
  const kept = Object.entries(value).filter(([name]) => {
    const capability = added.get(shape[name] ?? z.unknown());
    return capability === undefined || said.has(capability);
  });
  return Object.fromEntries(
    kept.map(([name, field]) => [name, shape[name] ? projected(shape[name], field, said) : field]),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const known = new WeakMap<z.core.$ZodType, boolean>();

/** @throws Error for a kind of schema in which an added field would be overlooked */
export function holdsAdded(schema: z.core.$ZodType): boolean {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const holds = added.has(schema) || partsOf(schema).some(holdsAdded);
  known.set(schema, holds);
  return holds;
}

function partsOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return Object.values(def.shape);
    case 'array':
      return [def.element];
    case 'optional':
    case 'nullable':
      return [def.innerType];
    case 'union':
      return def.options;
    case 'pipe':
      // A brand on a text, or a text that is put right: nothing of ours stands in one.
      if (holdsAdded(def.in)) throw new Error('a field was added inside a pipe, where nothing is left out');
      return [];
    case 'string':
    case 'number':
    case 'boolean':
    case 'literal':
    case 'enum':
    case 'null':
    case 'unknown':
    case 'transform':
      return [];
    default:
      throw new Error(`what is added inside “${def.type}” would be overlooked`);
  }
}
