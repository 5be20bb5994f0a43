// Links as signed JSON Web Tokens (RFC 7519, HS256). Two secrets are good at once, so that they can be changed.
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import * as z from 'zod';
import { fail, ok, personNameSchema, queueIdSchema, type Result } from '../../protocol/index.ts';
import type { LinkClaims, Links } from '../../service/ports/links.ts';

const AUDIENCE = 'visavis-call';
/** What has been used is remembered for so long at most. */
const LONGEST_MS = 90 * 24 * 60 * 60 * 1000;

const claimsSchema = z.object({
  jti: z.string().min(8).max(128),
  exp: z.int().positive(),
  queue: queueIdSchema,
  name: z.optional(personNameSchema),
});

/** The first secret signs; what any of them has signed is good. */
export function createJoseLinks(secrets: readonly string[]): Links {
  const keys = secrets.map((secret) => new TextEncoder().encode(secret));
  const [signingKey] = keys;
  if (signingKey === undefined) throw new Error('links need a secret');
  return {
    make({ linkId, queueId, name, goodUntilMs }) {
      return new SignJWT({ queue: queueId, ...(name === null ? {} : { name }) })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(AUDIENCE)
        .setJti(linkId)
        .setExpirationTime(Math.floor(goodUntilMs / 1000))
        .sign(signingKey);
    },
    async read(link, nowMs) {
      for (const key of keys) {
        const payload = await verified(link, key, nowMs);
        if (payload !== 'otherKey') return typeof payload === 'string' ? fail(payload) : claimsOf(payload, nowMs);
      }
      return fail('linkWrong');
    },
  };
}

async function verified(
  link: string,
  key: Uint8Array,
  nowMs: number,
): Promise<JWTPayload | 'otherKey' | 'linkExpired' | 'linkWrong'> {
  try {
    const options = { algorithms: ['HS256'], audience: AUDIENCE, currentDate: new Date(nowMs) };
    return (await jwtVerify(link, key, options)).payload;
  } catch (cause) {
    if (cause instanceof errors.JWSSignatureVerificationFailed) return 'otherKey';
    return cause instanceof errors.JWTExpired ? 'linkExpired' : 'linkWrong';
  }
}

function claimsOf(payload: JWTPayload, nowMs: number): Result<LinkClaims> {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) return fail('linkWrong');
  const { jti: linkId, exp, queue: queueId, name = null } = parsed.data;
  const goodUntilMs = exp * 1000;
  return goodUntilMs - nowMs > LONGEST_MS ? fail('linkWrong') : ok({ linkId, queueId, name, goodUntilMs });
}
