// Every expected failure that can cross the wire. Knows codes and categories; the words are the client's.
import * as z from 'zod/mini';

type Category = 'input' | 'access' | 'state' | 'load' | 'server';

/** Code → category, and whether the same request may succeed later without being changed. */
export const PROBLEMS = {
  badParams: { category: 'input', retryable: false },
  unknownRequest: { category: 'input', retryable: false },
  unsupportedVersion: { category: 'input', retryable: false },
  topicUnknown: { category: 'input', retryable: false },
  queueClosed: { category: 'state', retryable: true },
  reasonUnknown: { category: 'input', retryable: false },
  wrongCredentials: { category: 'access', retryable: false },
  /** Only of requests that an app without codes never sends: it does not know this one. */
  wrongCode: { category: 'access', retryable: false },
  notSignedIn: { category: 'access', retryable: false },
  sessionExpired: { category: 'access', retryable: false },
  notAllowed: { category: 'access', retryable: false },
  alreadyInCall: { category: 'state', retryable: false },
  callNotFound: { category: 'state', retryable: false },
  callEnded: { category: 'state', retryable: false },
  /** Only of requests that an app without transfers never sends: it does not know this one. */
  colleagueBusy: { category: 'state', retryable: true },
  /** As above. Their page or app does not know yet what it is to be asked. */
  colleagueOutdated: { category: 'state', retryable: false },
  /** Of calls of more than two only: who does not say that they know them never gets these. */
  customerOutdated: { category: 'state', retryable: false },
  inviteGone: { category: 'state', retryable: false },
  roomsUnavailable: { category: 'state', retryable: true },
  offerGone: { category: 'state', retryable: false },
  agentUnknown: { category: 'state', retryable: false },
  replyGone: { category: 'state', retryable: false },
  staleGeneration: { category: 'state', retryable: false },
  notPossibleNow: { category: 'state', retryable: false },
  recordFull: { category: 'state', retryable: false },
  documentUnknown: { category: 'state', retryable: false },
  handOverGone: { category: 'state', retryable: false },
  identityOff: { category: 'state', retryable: false },
  textOutdated: { category: 'state', retryable: false },
  consentMissing: { category: 'state', retryable: false },
  customerUnknown: { category: 'state', retryable: false },
  notEnrolled: { category: 'state', retryable: false },
  templateExpired: { category: 'state', retryable: false },
  checkNotFound: { category: 'state', retryable: false },
  tooManyTries: { category: 'load', retryable: true },
  telephoneUnavailable: { category: 'state', retryable: false },
  tooManyRequests: { category: 'load', retryable: true },
  tooManyAttempts: { category: 'load', retryable: true },
  linkUsed: { category: 'state', retryable: false },
  linkExpired: { category: 'state', retryable: false },
  linkWrong: { category: 'input', retryable: false },
  lineFull: { category: 'load', retryable: true },
  shuttingDown: { category: 'server', retryable: true },
  internal: { category: 'server', retryable: true },
} as const satisfies Record<string, { category: Category; retryable: boolean }>;

export type ProblemCode = keyof typeof PROBLEMS;
export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** `detail` names what was wrong (a path, a limit) for developers; it is never shown to customers. */
export const problemSchema = z.strictObject({
  code: z.enum(PROBLEM_CODES),
  detail: z.optional(z.string().check(z.maxLength(500))),
  retryAfterMs: z.optional(z.int().check(z.minimum(0))),
});
export type Problem = z.infer<typeof problemSchema>;

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(code: ProblemCode, detail?: string, retryAfterMs?: number): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: {
      code,
      ...(detail === undefined ? {} : { detail: detail.slice(0, 500) }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  };
}

/** WebSocket close codes: our own (RFC 6455 leaves 4000–4999 to applications) and two of the standard's. */
export const CLOSE = {
  malformedFrame: 4400,
  tooLarge: 1009,
  helloRequired: 4401,
  sessionEnded: 4403,
  helloTimeout: 4408,
  replaced: 4409,
  slowReader: 4410,
  heartbeatLost: 4411,
  flooded: 4429,
  serverRestart: 1012,
} as const;
export type CloseName = keyof typeof CLOSE;
