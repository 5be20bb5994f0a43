// How what comes from another release is read: by our own schemas, strictly in types and bounds, without the fields that we do not
// know. So the wire evolves by adding. Never repeats a value: it may be private.
import * as z from 'zod/mini';

export type Known<T> =
  /** `unknown`: the names of the fields that were left out, one for each time. */
  | { readonly ok: true; readonly value: T; readonly unknown: readonly string[] }
  | { readonly ok: false; readonly issues: readonly z.core.$ZodIssue[] };

type Path = readonly PropertyKey[];
type Extra = { readonly path: Path; readonly keys: readonly string[] };

/** What is nested in one another beyond this is not looked through: each round finds all there is but what was hidden in a union. */
const MAX_ROUNDS = 4;

export function parseKnown<S extends z.core.$ZodType>(schema: S, value: unknown): Known<z.infer<S>> {
  const unknown: string[] = [];
  let rest = value;
  let parsed = z.safeParse(schema, rest);
  for (let round = 0; round < MAX_ROUNDS && !parsed.success; round += 1) {
    const extras = extrasIn(parsed.error.issues);
    if (extras.length === 0) break;
    for (const { keys } of extras) unknown.push(...keys);
    rest = without(rest, extras);
    parsed = z.safeParse(schema, rest);
  }
  return parsed.success ? { ok: true, value: parsed.data, unknown } : { ok: false, issues: parsed.error.issues };
}

function extrasIn(issues: readonly z.core.$ZodIssue[], below: Path = []): readonly Extra[] {
  return issues.flatMap((issue) => {
    const path = [...below, ...issue.path];
    if (issue.code === 'unrecognized_keys') return [{ path, keys: issue.keys }];
    return issue.code === 'invalid_union' ? extrasInUnion(issue.errors, path) : [];
  });
}

/** Of the choice that fits but for what we do not know; where several do, of the one that knows most. */
function extrasInUnion(choices: readonly (readonly z.core.$ZodIssue[])[], path: Path): readonly Extra[] {
  const fitting = choices.filter((issues) => issues.every(({ code }) => code === 'unrecognized_keys'));
  const count = (extras: readonly Extra[]): number => extras.reduce((sum, { keys }) => sum + keys.length, 0);
  const [best] = fitting.map((issues) => extrasIn(issues, path)).toSorted((a, b) => count(a) - count(b));
  return best ?? [];
}

/** A copy, as far as it differs: each container is copied once, however much is left out of it. */
function without(value: unknown, extras: readonly Extra[]): unknown {
  const copies = new Set<unknown>();
  const own = (container: unknown): Record<PropertyKey, unknown> => {
    if (copies.has(container)) return container as Record<PropertyKey, unknown>;
    const copy = Array.isArray(container) ? [...(container as unknown[])] : { ...(container as object) };
    copies.add(copy);
    return copy;
  };
  let root = value;
  for (const { path, keys } of extras) {
    root = own(root);
    let container = root as Record<PropertyKey, unknown>;
    for (const step of path) {
      const inner = own(container[step]);
      container[step] = inner;
      container = inner;
    }
    for (const key of keys) Reflect.deleteProperty(container, key);
  }
  return root;
}
