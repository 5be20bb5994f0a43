// Links as signed JSON Web Tokens (RFC 7519): HS256 with a shared secret, EdDSA with a public key, so that whoever makes them keeps
// the private one. A key is good for its own algorithm only, whatever a link says of itself (RFC 8725, 3.1).
import type { KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import * as z from 'zod';
import { fail, linkReferenceSchema, ok, personNameSchema, queueIdSchema, type Result } from '../../protocol/index.ts';
import type { LinkClaims, Links } from '../../service/ports/links.ts';

const AUDIENCE = 'visavis-call';
/** What has been used is remembered for so long at most. */
const LONGEST_MS = 90 * 24 * 60 * 60 * 1000;

const claimsSchema = z.object({
  jti: z.string().min(8).max(128),
  exp: z.int().positive(),
  queue: queueIdSchema,
  name: z.optional(personNameSchema),
  reference: z.optional(linkReferenceSchema),
});

export type LinkKeys = {
  /** The first signs; what any of them has signed is good. */
  readonly secrets: readonly string[];
  /** Ed25519. */
  readonly publicKeys: readonly KeyObject[];
};

type Check = { readonly key: Uint8Array | KeyObject; readonly algorithms: string[] };

export function createJoseLinks({ secrets, publicKeys }: LinkKeys): Links {
  const encoded = secrets.map((secret) => new TextEncoder().encode(secret));
  const checks: readonly Check[] = [
    ...encoded.map((key) => ({ key, algorithms: ['HS256'] })),
    ...publicKeys.map((key) => ({ key, algorithms: ['EdDSA', 'Ed25519'] })),
  ];
  const [secret] = encoded;
  return {
    make: secret === undefined ? null : (claims) => signed(claims, 'HS256', secret),
    async read(link, nowMs) {
      for (const check of checks) {
        const payload = await verified(link, check, nowMs);
        if (payload !== 'otherKey') return typeof payload === 'string' ? fail(payload) : claimsOf(payload, nowMs);
      }
      return fail('linkWrong');
    },
  };
}

/** As a portal does, with the private key of Ed25519 that only it has. */
export function signLink(claims: LinkClaims, privateKey: KeyObject): Promise<string> {
  return signed(claims, 'EdDSA', privateKey);
}

function signed(
  { linkId, queueId, name, reference, goodUntilMs }: LinkClaims,
  alg: 'HS256' | 'EdDSA',
  key: Uint8Array | KeyObject,
): Promise<string> {
  const about = { ...(name === null ? {} : { name }), ...(reference === null ? {} : { reference }) };
  return new SignJWT({ queue: queueId, ...about })
    .setProtectedHeader({ alg })
    .setAudience(AUDIENCE)
    .setJti(linkId)
    .setExpirationTime(Math.floor(goodUntilMs / 1000))
    .sign(key);
}

async function verified(
  link: string,
  { key, algorithms }: Check,
  nowMs: number,
): Promise<JWTPayload | 'otherKey' | 'linkExpired' | 'linkWrong'> {
  try {
    return (await jwtVerify(link, key, { algorithms, audience: AUDIENCE, currentDate: new Date(nowMs) })).payload;
  } catch (cause) {
    if (cause instanceof errors.JWSSignatureVerificationFailed) return 'otherKey';
    if (cause instanceof errors.JOSEAlgNotAllowed) return 'otherKey';
    return cause instanceof errors.JWTExpired ? 'linkExpired' : 'linkWrong';
  }
}

function claimsOf(payload: JWTPayload, nowMs: number): Result<LinkClaims> {
  const parsed = claimsSchema.safeParse(payload);
  if (!parsed.success) return fail('linkWrong');
  const { jti: linkId, exp, queue: queueId, name = null, reference = null } = parsed.data;
  const goodUntilMs = exp * 1000;
  return goodUntilMs - nowMs > LONGEST_MS ? fail('linkWrong') : ok({ linkId, queueId, name, reference, goodUntilMs });
}
