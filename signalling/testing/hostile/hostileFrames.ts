// Frames that no client of ours would send: right ones at the wrong time, nearly right ones, broken and monstrous ones.
import { MAX_FRAME_BYTES, REQUESTS, type RequestName } from '../../protocol/index.ts';
import type { SeededRandom } from '../seededRandom.ts';
import { createSchemaValues, type KnownValues } from './schemaValues.ts';

export type HostileFrame = { readonly data: string | Buffer; readonly isBinary: boolean };

const NAMES = Object.keys(REQUESTS) as [RequestName, ...RequestName[]];
/** Each costs the server a tenth of a second by design, and is throttled by design: a few will do. */
const SELDOM: readonly RequestName[] = ['agent.signIn', 'agent.signOut'];
const STRANGE_NAMES = ['toString', '__proto__', 'constructor', 'hasOwnProperty', 'call', 'x'.repeat(64), 'é'] as const;
const STRANGE_IDS = [0, -1, 1.5, 2 ** 31, 1e308, '1', null, [1], { valueOf: 1 }, true] as const;

function strangeValues(random: SeededRandom): readonly [unknown, ...unknown[]] {
  const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);
  return [
    null,
    ...[true, false, 0, -1, 1.5, 1e308, -0, 2 ** 53, '', ' ', '\u0000', "'; DROP TABLE records; --", '../../etc'],
    ...['x'.repeat(random.between(1000, 40_000)), [], {}, [[]], [null], { length: 1e9 }, { toString: 1, valueOf: 2 }],
    ...[deep(random.between(10, 400)), { then: 'then' }, { $ref: '#' }, Array.from({ length: 500 }, () => ({}))],
  ];
}

/** Changes one place of a value, wherever that is. */
function spoil(value: unknown, random: SeededRandom): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || random.percent(15)) {
    return random.pick(strangeValues(random));
  }
  const entries: [string, unknown][] = Object.entries(value);
  const at = random.between(0, entries.length);
  const [name, inner] = entries[at] ?? [`extra-${at}`, random.pick(strangeValues(random))];
  const others = entries.filter(([other]) => other !== name);
  if (random.percent(20)) return Object.fromEntries(others);
  return Object.fromEntries([...others, [name, spoil(inner, random)]]);
}

/** Breaks a text that was JSON. */
function breakText(text: string, random: SeededRandom): string {
  const at = random.between(0, text.length);
  return random.pick([
    text.slice(0, at),
    text.slice(at),
    `${text}${text}`,
    `${text.slice(0, at)}${random.pick(['"', '\\', '{', ']', ',', '\u0000', '\u2028', '//', 'NaN'])}${text.slice(at)}`,
    `\ufeff${text}`,
    '',
    '[]',
    'null',
    '1e999',
    '"'.repeat(random.between(1, 1000)),
    '['.repeat(random.between(100, 60_000)),
    `${'{"params":'.repeat(random.between(10, 5000))}1${'}'.repeat(10)}`,
  ]);
}

/** Parameters with keys that a careless merge would take for the prototype. Only raw text can carry them. */
function pollute({ params, ...request }: { params: unknown }): string {
  const poison = '{"isAdmin":true,"toString":null,"role":"supervisor"}';
  const poisoned = JSON.stringify(params)
    .replace(/\{/g, `{"__proto__":${poison},"constructor":{"prototype":${poison}},`)
    .replace(/,\}/g, '}');
  return JSON.stringify(request).replace(/\}$/, `,"params":${poisoned}}`);
}

export function createHostileFrames(random: SeededRandom, known: KnownValues): (id: number) => HostileFrame {
  const makeValue = createSchemaValues(random, known);
  const requestOf = (id: number): { kind: string; id: unknown; name: string; params: unknown } => {
    let name = random.pick(NAMES);
    while (SELDOM.includes(name) && !random.percent(3)) name = random.pick(NAMES);
    return { kind: 'request', id, name, params: makeValue(REQUESTS[name].params) };
  };
  const text = (data: string): HostileFrame => ({ data, isBinary: false });
  const json = (value: unknown): HostileFrame => text(JSON.stringify(value));

  return (id) => {
    const chance = random.fraction() * 100;
    const request = requestOf(id);
    if (chance < 37) return json(request);
    if (chance < 77) return json({ ...request, params: spoil(request.params, random) });
    if (chance < 84) return text(pollute(request));
    if (chance < 91) return json({ ...request, name: random.pick(STRANGE_NAMES) });
    if (chance < 97.5) return json({ ...request, params: random.pick(strangeValues(random)) });
    // From here on the connection does not survive.
    if (chance < 98) return json({ ...request, id: random.pick(STRANGE_IDS) });
    if (chance < 98.5) return json(spoil(request, random));
    if (chance < 99.2) return text(breakText(JSON.stringify(request), random));
    if (chance < 99.6) return json({ ...request, params: 'x'.repeat(MAX_FRAME_BYTES + random.between(-200, 200)) });
    if (chance < 99.8) return { data: Buffer.from(JSON.stringify(request)), isBinary: true };
    return { data: Buffer.from([0xff, 0xc0, random.between(0, 255), 0x80]), isBinary: false };
  };
}
