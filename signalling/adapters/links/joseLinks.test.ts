// Signed links: which are good, and which are not.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, it } from 'vitest';
import { queueIdSchema } from '../../protocol/index.ts';
import type { LinkClaims } from '../../service/ports/links.ts';
import { createJoseLinks, signLink, type LinkKeys } from './joseLinks.ts';

const [FIRST, SECOND] = ['the first secret, of thirty-two or more', 'the second secret, of thirty-two or more'];
const [portal, stranger] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
const nowMs = Date.parse('2026-11-28T12:00:00Z');
const claims: LinkClaims = {
  linkId: 'an-id-of-its-own',
  queueId: queueIdSchema.parse('loans'),
  name: 'Zoé',
  reference: 'File 2026/17',
  goodUntilMs: nowMs + 60_000,
};
const linksOf = (keys: Partial<LinkKeys>) => createJoseLinks({ secrets: [], publicKeys: [], ...keys });
const links = linksOf({ secrets: [FIRST] });
const signed = (changes: Partial<LinkClaims> = {}, secret = FIRST) => {
  const { make } = linksOf({ secrets: [secret] });
  if (make === null) throw new Error('there is a secret');
  return make({ ...claims, ...changes });
};
const problemOf = async (link: string, atMs = nowMs, by = links) => {
  const read = await by.read(link, atMs);
  return read.ok ? 'ok' : read.problem.code;
};

it('[LINK-1] reads what it has signed, until it expires', async () => {
  const link = await signed();
  expect(await links.read(link, nowMs)).toEqual({ ok: true, value: claims });
  expect(await problemOf(link, claims.goodUntilMs)).toBe('linkExpired');
  const nameless = await signed({ name: null, reference: null });
  expect(await links.read(nameless, nowMs)).toMatchObject({ value: { name: null, reference: null } });
});

it('[LINK-1] takes the secret before as well as the new one, so that they can be changed', async () => {
  const both = linksOf({ secrets: [SECOND, FIRST] });
  expect((await both.read(await signed({}, FIRST), nowMs)).ok).toBe(true);
  const made = await both.make?.(claims);
  expect(await problemOf(made ?? '', nowMs, linksOf({ secrets: [SECOND] }))).toBe('ok');
  expect(await problemOf(made ?? '')).toBe('linkWrong');
});

it('[LINK-4] takes what a portal signed with its private key, of which the public one is known here, old and new', async () => {
  const publicKeys = [portal.publicKey];
  const link = await signLink(claims, portal.privateKey);
  expect(await linksOf({ publicKeys }).read(link, nowMs)).toEqual({ ok: true, value: claims });
  expect(linksOf({ publicKeys }).make).toBeNull();
  const beside = linksOf({ secrets: [FIRST], publicKeys: [stranger.publicKey, portal.publicKey] });
  expect(await problemOf(link, nowMs, beside)).toBe('ok');
  expect(await problemOf(await signed(), nowMs, beside)).toBe('ok');
  expect(await problemOf(link, claims.goodUntilMs, beside)).toBe('linkExpired');
  expect(await problemOf(await signLink(claims, stranger.privateKey), nowMs, linksOf({ publicKeys }))).toBe(
    'linkWrong',
  );
});

it('[LINK-4] never takes one algorithm’s key for another’s: the public key signs nothing', async () => {
  const known = linksOf({ secrets: [FIRST], publicKeys: [portal.publicKey] });
  const payload = { queue: 'loans', jti: 'an-id-of-its-own', exp: Math.floor(nowMs / 1000) + 60, aud: 'visavis-call' };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const forged = (alg: string, key: string | Buffer): string => {
    const text = `${encode({ alg })}.${encode(payload)}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const { publicKey } = portal;
  const forms = [
    publicKey.export({ type: 'spki', format: 'pem' }),
    publicKey.export({ type: 'spki', format: 'der' }),
    Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'),
  ];
  const made = forms.flatMap((form) => ['HS256', 'EdDSA', 'Ed25519', 'none'].map((alg) => forged(alg, form)));
  // The secret's own HMAC, said to be a signature; and what nobody signed.
  made.push(forged('EdDSA', FIRST), `${encode({ alg: 'none' })}.${encode(payload)}.`);
  // A key that comes with the link is nobody's.
  const brought = new SignJWT(payload).setProtectedHeader({
    alg: 'EdDSA',
    jwk: stranger.publicKey.export({ format: 'jwk' }),
  });
  made.push(await brought.sign(stranger.privateKey));
  expect(await problemOf(forged('HS256', FIRST), nowMs, known)).toBe('ok');
  for (const link of made) expect([link, await problemOf(link, nowMs, known)]).toEqual([link, 'linkWrong']);
});

it('[LINK-1] refuses what was signed by nobody, by somebody else, for something else, or says too little or too much', async () => {
  const sign = (payload: object, secret = FIRST, audience = 'visavis-call', alg = 'HS256') =>
    new SignJWT({ ...payload })
      .setProtectedHeader({ alg })
      .setAudience(audience)
      .sign(new TextEncoder().encode(secret));
  const full = { queue: 'loans', jti: 'an-id-of-its-own', exp: Math.floor(nowMs / 1000) + 60 };
  expect(await problemOf(await sign(full))).toBe('ok');
  const wrong = [
    await sign(full, SECOND),
    await sign(full, FIRST, 'another-service'),
    await sign(full, `${FIRST}${FIRST}`, 'visavis-call', 'HS512'),
    new UnsecuredJWT(full).setAudience('visavis-call').encode(),
    await sign({ ...full, jti: undefined }),
    await sign({ ...full, exp: undefined }),
    await sign({ ...full, queue: undefined }),
    await sign({ ...full, queue: 'no queue at all' }),
    await sign({ ...full, name: 'x'.repeat(500) }),
    await sign({ ...full, reference: 'x'.repeat(81) }),
    await sign({ ...full, exp: full.exp + 91 * 86_400 }),
    '',
    'a.b.c',
    `${await sign(full)}x`,
  ];
  for (const link of wrong) expect([link, await problemOf(link)]).toEqual([link, 'linkWrong']);
});
