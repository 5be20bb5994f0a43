// How a frame between pages is read: one of the kinds that we know, without the fields that we do not know; a kind of a later release;
// or nonsense.
import * as z from 'zod/mini';
import { parseKnown } from '../parseKnown.ts';

const laterSchema = z.object({ kind: z.string().check(z.minLength(1), z.maxLength(64)) });

/** Undefined for nonsense; a kind of a later release where there is no message. `schema`: a union by `kind`. */
export function readKind<S extends z.core.$ZodType>(
  schema: S,
  json: unknown,
): { readonly message?: z.infer<S> } | undefined {
  const known = parseKnown(schema, json);
  if (known.ok) return { message: known.value };
  const [issue] = known.issues;
  const isOtherKind = issue?.code === 'invalid_union' && issue.path.join() === 'kind';
  return isOtherKind && z.safeParse(laterSchema, json).success ? {} : undefined;
}
