// Turns what came over the wire into what the schemas say, or into a problem. Never repeats a value: it may be private.
import * as z from 'zod/mini';
import { PROTOCOL_VERSION, requestFrameSchema, type RequestFrame } from './envelope.ts';
import { fail, ok, type Result } from './errors.ts';
import { REQUESTS, type Params, type RequestName } from './index.ts';
import { parseKnown } from './parseKnown.ts';

/** `unknown`: names of fields that were left out, as they are of a later release. */
export type ReadFrame = { readonly frame: RequestFrame; readonly unknown: readonly string[] };

/** Null for anything that is no request frame. */
export function parseRequestFrame(text: string): ReadFrame | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = parseKnown(requestFrameSchema, json);
  return parsed.ok ? { frame: parsed.value, unknown: parsed.unknown } : null;
}

export type ReadParams<N extends RequestName> = { readonly params: Params<N>; readonly unknown: readonly string[] };

/** Problems: badParams, and unsupportedVersion for a hello in another version, whatever else it carries. */
export function parseParams<N extends RequestName>(name: N, params: unknown): Result<ReadParams<N>> {
  if (name === 'session.hello' && speaksAnotherVersion(params)) {
    return fail('unsupportedVersion', `this server speaks version ${PROTOCOL_VERSION}`);
  }
  const parsed = parseKnown(REQUESTS[name].params, params);
  return parsed.ok
    ? ok({ params: parsed.value as Params<N>, unknown: parsed.unknown })
    : fail('badParams', describeIssues(parsed.issues));
}

function speaksAnotherVersion(params: unknown): boolean {
  const hello = z.safeParse(z.object({ protocolVersion: z.number() }), params);
  return hello.success && hello.data.protocolVersion !== PROTOCOL_VERSION;
}

function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  return issues.map(({ path, code }) => `${path.map(String).join('.') || 'params'}: ${code}`).join('; ');
}
