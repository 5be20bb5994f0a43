// One customer's data, told or erased on request.
import { expect, it } from 'vitest';
import { agentIdSchema, callIdSchema, customerIdSchema } from '../../protocol/index.ts';
import { createMemoryStore } from '../store/memoryStore.ts';
import { runCustomersCommand } from './customersCommand.ts';

const ADA = customerIdSchema.parse('A'.repeat(22));
const callId = callIdSchema.parse('call-1');
const agentId = agentIdSchema.parse('agent-1');

async function storeWithAda() {
  const store = createMemoryStore();
  await store.addConsent({
    customerId: ADA,
    callId,
    textVersion: '2026-11',
    locale: 'en',
    withdrawalHash: 'a'.repeat(64),
    givenAtMs: 0,
    withdrawnAtMs: null,
  });
  await store.putTemplate({
    customerId: ADA,
    templateId: 't',
    model: 'face/128',
    createdAtMs: 0,
    expiresAtMs: 9,
    nonce: Uint8Array.of(1),
    sealed: Uint8Array.of(2),
    enrolment: { name: 'Ada', proof: 'passport', reference: 'K 18', enrolledAtMs: 0 },
    enrolledBy: agentId,
  });
  return store;
}

it('[IDENTITY-9] tells all that is held of one customer, by their number or their id', async () => {
  const store = await storeWithAda();
  for (const id of ['K 18', ADA]) {
    const { ok, text } = await runCustomersCommand(['export', id], { store, dataDir: '/data' });
    expect(ok).toBe(true);
    expect(JSON.parse(text)).toMatchObject({
      customerId: ADA,
      consents: [{ textVersion: '2026-11', withdrawnAt: null }],
      template: { model: 'face/128', enrolment: { reference: 'K 18' } },
    });
    expect(text).not.toContain('a'.repeat(64));
  }
});

it('[IDENTITY-9] erases it and says what stays; a second time there is nothing', async () => {
  const store = await storeWithAda();
  const erased = await runCustomersCommand(['erase', 'K 18'], { store, dataDir: '/data' });
  expect(erased.ok).toBe(true);
  expect(erased.text).toContain('Back-ups');
  expect(await store.findTemplate(ADA)).toBeNull();
  const again = await runCustomersCommand(['erase', ADA], { store, dataDir: '/data' });
  expect(again).toEqual({ ok: false, text: `Nothing is held of a customer “${ADA}” in /data.` });
  expect((await runCustomersCommand(['erase'], { store, dataDir: '/data' })).text).toContain('Usage');
  expect((await runCustomersCommand(['list'], { store, dataDir: '/data' })).ok).toBe(false);
});
