// Turns what came over the wire into what the schemas say, or into a problem. Never repeats a value: it may be private.
import * as z from 'zod/mini';
import { MOST_REQUEST_ID, PROTOCOL_VERSION, requestFrameSchema, type RequestFrame } from './envelope.ts';
import { fail, ok, type Result } from './errors.ts';
import { REQUESTS, type Params, type RequestName } from './index.ts';
import { parseKnown } from './parseKnown.ts';
import { noteText } from './wireText.ts';

/**
 * `unknown`: names of fields that were left out, as they are of a later release. `paramsText`: the params as they came, where they could
 * be told from the rest.
 */
export type ReadFrame = {
  readonly frame: RequestFrame;
  readonly unknown: readonly string[];
  readonly paramsText?: string;
};

/** How clients of ours begin a request. What follows, up to the last brace, are its params. */
const OWN_HEAD = /^\{"kind":"request","id":([1-9]\d{0,9}),"name":"([a-zA-Z.]{1,64})","params":/;

/** Null for anything that is no request frame. */
export function parseRequestFrame(text: string): ReadFrame | null {
  return parseOwnFrame(text) ?? parseAnyFrame(text);
}

/** Without a look at the whole: the head says what the schema would ask for, and the rest is one JSON value or no such frame. */
function parseOwnFrame(text: string): ReadFrame | null {
  const [head, idText, name] = OWN_HEAD.exec(text) ?? [];
  const id = Number(idText);
  if (head === undefined || name === undefined || id > MOST_REQUEST_ID || !text.endsWith('}')) return null;
  const paramsText = text.slice(head.length, -1);
  try {
    return { frame: { kind: 'request', id, name, params: JSON.parse(paramsText) }, unknown: [], paramsText };
  } catch {
    return null;
  }
}

function parseAnyFrame(text: string): ReadFrame | null {
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

/** Passed on as they came: noted only where nothing of them was left out or put right. */
const PASSED_ON: ReadonlySet<RequestName> = new Set(['peer.signal']);

/** `text`: the params as they came. Problems: badParams, and unsupportedVersion for a hello in another version, whatever else it carries. */
export function parseParams<N extends RequestName>(name: N, params: unknown, text?: string): Result<ReadParams<N>> {
  if (name === 'session.hello' && speaksAnotherVersion(params)) {
    return fail('unsupportedVersion', `this server speaks version ${PROTOCOL_VERSION}`);
  }
  const parsed = parseKnown(REQUESTS[name].params, params);
  if (!parsed.ok) return fail('badParams', describeIssues(parsed.issues));
  if (text !== undefined && PASSED_ON.has(name) && parsed.unknown.length === 0) noteText(parsed.value, text);
  return ok({ params: parsed.value as Params<N>, unknown: parsed.unknown });
}

function speaksAnotherVersion(params: unknown): boolean {
  const hello = z.safeParse(z.object({ protocolVersion: z.number() }), params);
  return hello.success && hello.data.protocolVersion !== PROTOCOL_VERSION;
}

function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  return issues.map(({ path, code }) => `${path.map(String).join('.') || 'params'}: ${code}`).join('; ');
}
