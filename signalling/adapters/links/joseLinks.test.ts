// Signed links: which are good, and which are not.
import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, it } from 'vitest';
import { queueIdSchema } from '../../protocol/index.ts';
import { createJoseLinks } from './joseLinks.ts';

const [FIRST, SECOND] = ['the first secret, of thirty-two or more', 'the second secret, of thirty-two or more'];
const nowMs = Date.parse('2026-11-28T12:00:00Z');
const claims = {
  linkId: 'an-id-of-its-own',
  queueId: queueIdSchema.parse('loans'),
  name: 'Zoé',
  goodUntilMs: nowMs + 60_000,
};
const links = createJoseLinks([FIRST]);
const problemOf = async (link: string, atMs = nowMs) => {
  const read = await links.read(link, atMs);
  return read.ok ? 'ok' : read.problem.code;
};

it('[LINK-1] reads what it has signed, until it expires', async () => {
  const link = await links.make(claims);
  expect(await links.read(link, nowMs)).toEqual({ ok: true, value: claims });
  expect(await problemOf(link, claims.goodUntilMs)).toBe('linkExpired');
  const nameless = await links.make({ ...claims, name: null });
  expect(await links.read(nameless, nowMs)).toMatchObject({ value: { name: null } });
});

it('[LINK-1] takes the secret before as well as the new one, so that they can be changed', async () => {
  const old = await createJoseLinks([FIRST]).make(claims);
  const both = createJoseLinks([SECOND, FIRST]);
  expect((await both.read(old, nowMs)).ok).toBe(true);
  const made = await both.make(claims);
  expect((await createJoseLinks([SECOND]).read(made, nowMs)).ok).toBe(true);
  expect(await problemOf(made)).toBe('linkWrong');
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
    await sign({ ...full, exp: full.exp + 91 * 86_400 }),
    '',
    'a.b.c',
    `${await sign(full)}x`,
  ];
  for (const link of wrong) expect([link, await problemOf(link)]).toEqual([link, 'linkWrong']);
});
