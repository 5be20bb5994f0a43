// @vitest-environment node
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { likeness, normalised } from '../descriptor.ts';
import { readRecoveryCode, writeRecoveryCode } from './recoveryCode.ts';
import { openTemplate, sealTemplate, type SealedTemplate, type TemplateFacts } from './sealedTemplate.ts';
import { base64Of, base64UrlOf, bytesOfBase64 } from './base64.ts';
import {
  customerIdOf,
  customerKeyOf,
  drawSecret,
  possessionSeedOf,
  SECRET_BYTES,
  templateKeyOf,
  withdrawalTokenOf,
} from './templateKey.ts';

const FACTS: TemplateFacts = {
  templateId: 'template-1',
  customerId: 'customer-1',
  model: 'face-api/128',
  createdAtMs: 1_000,
  expiresAtMs: 9_000,
};
const DESCRIPTOR = normalised(Array.from({ length: 128 }, (_none, index) => Math.sin(index + 1)));

async function sealed(): Promise<{ template: SealedTemplate; key: Uint8Array<ArrayBuffer>; customerKey: CryptoKey }> {
  const customerKey = await customerKeyOf(drawSecret());
  const key = await templateKeyOf(customerKey, FACTS.templateId);
  return { template: await sealTemplate(DESCRIPTOR, FACTS, key), key, customerKey };
}

it('[TEMPLATE-1] what was sealed is opened with its key, and holds nothing else', async () => {
  const { template, key } = await sealed();
  const opened = await openTemplate(template, FACTS.model, key, 5_000);
  if (!opened.ok) throw new Error(opened.problem);
  expect(likeness(opened.descriptor, DESCRIPTOR)).toBeCloseTo(1, 6);
  expect(template.sealed.length).toBe(128 * 4 + 16);
});

it('[TEMPLATE-1] sealed twice it looks different, so that nobody sees that it is the same', async () => {
  const { template, key } = await sealed();
  const again = await sealTemplate(DESCRIPTOR, FACTS, key);
  expect(again.sealed).not.toEqual(template.sealed);
});

it('[TEMPLATE-2] whoever changes what it is bound to, or one bit of it, opens nothing', async () => {
  const { template, key } = await sealed();
  const open = (changed: Partial<SealedTemplate>): ReturnType<typeof openTemplate> =>
    openTemplate({ ...template, ...changed }, changed.model ?? FACTS.model, key, 5_000);
  const broken = { ok: false, problem: 'broken' };
  expect(await open({ customerId: 'customer-2' })).toEqual(broken);
  expect(await open({ templateId: 'template-2' })).toEqual(broken);
  expect(await open({ model: 'other/512' })).toEqual(broken);
  expect(await open({ expiresAtMs: 90_000 })).toEqual(broken);
  expect(await open({ createdAtMs: 1_001 })).toEqual(broken);
  const bent = Uint8Array.from(template.sealed, (byte, index) => (index === 7 ? byte ^ 1 : byte));
  expect(await open({ sealed: bent })).toEqual(broken);
});

it('[TEMPLATE-3] one that has expired, or was made by another model, says so and stays shut', async () => {
  const { template, key } = await sealed();
  expect(await openTemplate(template, FACTS.model, key, 9_000)).toEqual({ ok: false, problem: 'expired' });
  expect(await openTemplate(template, 'face-api/512', key, 5_000)).toEqual({ ok: false, problem: 'otherModel' });
});

it('[TEMPLATE-4] the key that is lent opens this template only; the customer’s own cannot be read out', async () => {
  const { template, customerKey } = await sealed();
  const renewed = await templateKeyOf(customerKey, 'template-2');
  expect(await openTemplate(template, FACTS.model, renewed, 5_000)).toEqual({ ok: false, problem: 'broken' });
  await expect(crypto.subtle.exportKey('raw', customerKey)).rejects.toThrow();
  await expect(customerKeyOf(new Uint8Array(16))).rejects.toThrow(RangeError);
});

it('[TEMPLATE-5] the recovery code brings the same key back, however it is typed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: SECRET_BYTES, maxLength: SECRET_BYTES }), async (bytes) => {
      const secret = Uint8Array.from(bytes);
      const code = await writeRecoveryCode(secret);
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){11}[0-9A-HJKMNP-TV-Z]$/);
      const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      expect(await readRecoveryCode(typed, SECRET_BYTES)).toEqual(secret);
    }),
    { numRuns: 50 },
  );
});

it('[TEMPLATE-5] a slip of the pen is noticed', async () => {
  const code = await writeRecoveryCode(drawSecret());
  let noticed = 0;
  for (let index = 0; index < code.length; index += 1) {
    const sign = code[index] ?? '';
    if (sign === '-') continue;
    const slip = `${code.slice(0, index)}${sign === '7' ? '8' : '7'}${code.slice(index + 1)}`;
    if ((await readRecoveryCode(slip, SECRET_BYTES)) === undefined) noticed += 1;
  }
  expect(noticed).toBe(56);
  expect(await readRecoveryCode('', SECRET_BYTES)).toBeUndefined();
  expect(await readRecoveryCode(`${code}7`, SECRET_BYTES)).toBeUndefined();
  expect(await readRecoveryCode(code.replace(/^./, 'U'), SECRET_BYTES)).toBeUndefined();
});

it('[TEMPLATE-7] what the customer is called by, and what withdraws, come from the key and say nothing of one another', async () => {
  const secret = drawSecret();
  const [key, again] = [await customerKeyOf(secret), await customerKeyOf(secret)];
  const id = await customerIdOf(key);
  expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(await customerIdOf(again)).toBe(id);
  expect(await customerIdOf(await customerKeyOf(drawSecret()))).not.toBe(id);
  const token = await withdrawalTokenOf(key);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(token).not.toContain(id.slice(0, 8));
  const templateKey = await templateKeyOf(key, FACTS.templateId);
  expect(bytesOfBase64(base64Of(templateKey))).toEqual(templateKey);
  const seed = base64UrlOf(await possessionSeedOf(key));
  expect(seed).toBe(base64UrlOf(await possessionSeedOf(again)));
  expect(new Set([seed, token, base64UrlOf(templateKey)]).size).toBe(3);
});
