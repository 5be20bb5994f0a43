// What every store must do with consents, templates and checks. Run on each of them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { agentIdSchema, callIdSchema, customerIdSchema } from '../../protocol/index.ts';
import type { Consent, IdentityCheck, StoredTemplate } from '../../service/ports/identityStore.ts';
import type { Store } from '../../service/ports/store.ts';

const CALL = callIdSchema.parse('call-1');
const ADA = customerIdSchema.parse('A'.repeat(22));
const BOB = customerIdSchema.parse('B'.repeat(22));
const AGENT = agentIdSchema.parse('agent-1');

const consent = (changes: Partial<Consent> = {}): Consent => ({
  customerId: ADA,
  callId: CALL,
  textVersion: '2026-11',
  locale: 'fr',
  withdrawalHash: 'a'.repeat(64),
  possessionKey: null,
  givenAtMs: 10,
  withdrawnAtMs: null,
  ...changes,
});
const template = (changes: Partial<StoredTemplate> = {}): StoredTemplate => ({
  customerId: ADA,
  templateId: 'template-1',
  model: 'face/128',
  createdAtMs: 10,
  expiresAtMs: 1_000,
  nonce: Uint8Array.of(1, 2, 3, 0, 255),
  sealed: new TextEncoder().encode('SEALED-BYTES-OF-ADA'),
  enrolment: { name: 'Ada Lovelace', proof: 'passport', reference: 'K-1815', enrolledAtMs: 10 },
  enrolledBy: AGENT,
  ...changes,
});
const check = (changes: Partial<IdentityCheck> = {}): IdentityCheck => ({
  checkId: 'check-1',
  callId: CALL,
  agentId: AGENT,
  customerId: ADA,
  kind: 'verify',
  atMs: 20,
  consentVersion: '2026-11',
  isFiled: false,
  seen: null,
  decision: null,
  toFile: null,
  ...changes,
});

export function identityContract(open: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = open();
  });
  afterEach(() => store.close());

  it('[IDENTITY-1][STORE-5] gives consents, templates and checks back as they were', async () => {
    await store.addConsent(consent());
    await store.putTemplate(template());
    await store.putCheck(check());
    expect(await store.findConsent(CALL)).toEqual(consent());
    const found = await store.findTemplate(ADA);
    expect({ ...found, nonce: [...(found?.nonce ?? [])], sealed: [...(found?.sealed ?? [])] }).toEqual({
      ...template(),
      nonce: [...template().nonce],
      sealed: [...template().sealed],
    });
    expect(await store.findCheck('check-1')).toEqual(check());
    expect(await store.findTemplate(BOB)).toBeNull();
    expect(await store.findConsent(callIdSchema.parse('never'))).toBeNull();
    expect(await store.findCustomerOf('K-1815')).toBe(ADA);
    expect(await store.findCustomerOf('K-18')).toBeNull();
  });

  it('[IDENTITY-3] who consented first says how it is withdrawn: a later one changes nothing of that', async () => {
    await store.addConsent(consent());
    await store.addConsent(consent({ withdrawalHash: 'b'.repeat(64), givenAtMs: 11 }));
    expect(await store.findWithdrawalHash(ADA)).toBe('a'.repeat(64));
    expect((await store.findConsent(CALL))?.withdrawalHash).toBe('a'.repeat(64));
    expect(await store.findWithdrawalHash(BOB)).toBeNull();
  });

  it('[IDENTITY-51] the first public key of a customer stays theirs, also where it came with a later consent', async () => {
    await store.addConsent(consent());
    expect(await store.findPossessionKey(ADA)).toBeNull();
    await store.addConsent(consent({ possessionKey: 'k'.repeat(43), givenAtMs: 11 }));
    await store.addConsent(consent({ possessionKey: 'x'.repeat(43), givenAtMs: 12 }));
    await store.addConsent(consent({ givenAtMs: 13 }));
    expect(await store.findPossessionKey(ADA)).toBe('k'.repeat(43));
    expect((await store.findConsent(CALL))?.possessionKey).toBe('k'.repeat(43));
    expect(await store.findPossessionKey(BOB)).toBeNull();
  });

  it('[IDENTITY-3] withdrawn, the template is gone and every consent marked; of nobody else', async () => {
    await store.addConsent(consent());
    await store.putTemplate(template());
    await store.putTemplate(template({ customerId: BOB, templateId: 'template-2' }));
    await store.withdraw(ADA, 50);
    expect(await store.findTemplate(ADA)).toBeNull();
    expect((await store.findConsent(CALL))?.withdrawnAtMs).toBe(50);
    expect(await store.findTemplate(BOB)).not.toBeNull();
  });

  it('[IDENTITY-5] a renewed template takes the place of the older, and a finished check of the begun', async () => {
    await store.putTemplate(template());
    await store.putTemplate(template({ templateId: 'template-9' }));
    expect((await store.findTemplate(ADA))?.templateId).toBe('template-9');
    await store.putCheck(check());
    await store.putCheck(check({ decision: { decision: 'accepted' } }));
    await store.putCheck(check({ checkId: 'check-2', atMs: 10 }));
    expect((await store.checksOfCall(CALL)).map(({ checkId }) => checkId)).toEqual(['check-2', 'check-1']);
    expect((await store.checksOf(ADA, 15)).map(({ decision }) => decision?.decision)).toEqual(['accepted']);
  });

  it('[IDENTITY-8] forgets what has expired and what is old, and keeps the records of whom it still knows', async () => {
    await store.putTemplate(template({ expiresAtMs: 100 }));
    await store.putTemplate(template({ customerId: BOB, expiresAtMs: 101 }));
    await store.addConsent(consent({ givenAtMs: 5 }));
    await store.addConsent(consent({ customerId: BOB, givenAtMs: 5 }));
    await store.putCheck(check({ atMs: 5 }));
    await store.putCheck(check({ checkId: 'other-way', customerId: null, kind: 'otherWay', atMs: 5 }));
    await store.putCheck(check({ checkId: 'young', atMs: 60 }));
    expect(await store.forgetIdentity(100, 50)).toEqual({ templates: 1, records: 3 });
    expect(await store.findTemplate(ADA)).toBeNull();
    expect(await store.findTemplate(BOB)).not.toBeNull();
    expect(await store.findWithdrawalHash(BOB)).not.toBeNull();
    expect((await store.checksOfCall(CALL)).map(({ checkId }) => checkId)).toEqual(['young']);
  });

  it('[IDENTITY-9] tells all that is held of one customer, and erases it', async () => {
    await store.addConsent(consent());
    await store.putTemplate(template());
    await store.putCheck(check());
    await store.putCheck(check({ checkId: 'of-bob', customerId: BOB }));
    const held = await store.readCustomer(ADA);
    expect([held.consents.length, held.template?.templateId, held.checks.length]).toEqual([1, 'template-1', 1]);
    expect(await store.eraseCustomer(ADA)).toBe(true);
    expect(await store.readCustomer(ADA)).toEqual({ consents: [], template: null, checks: [] });
    expect(await store.eraseCustomer(ADA)).toBe(false);
    expect(await store.findCheck('of-bob')).not.toBeNull();
  });
}
