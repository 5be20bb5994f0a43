// One customer's data, told or erased on request.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, it } from 'vitest';
import {
  agentIdSchema,
  callIdSchema,
  customerIdSchema,
  offerIdSchema,
  queueIdSchema,
  type TranscriptEntry,
} from '../../protocol/index.ts';
import { auditKeyIn } from '../store/auditKey.ts';
import { readAuditTrail } from '../store/auditTrail.ts';
import { openSqliteStore } from '../store/sqliteStore.ts';
import { createCall } from '../../domain/call/call.ts';
import { NO_CHANGES, type TranscriptNote } from '../../service/ports/store.ts';
import { GOOD_QUALITY } from '../../testing/serviceBench.ts';
import { TEST_TIMINGS, UNSHIELDED } from '../../testing/switchboardBench.ts';
import { runAuditCommand } from '../auditCommand/auditCommand.ts';
import { runCustomersCommand, type CustomersCommandPorts } from './customersCommand.ts';
import { writeFiles } from './writeFiles.ts';

const ADA = customerIdSchema.parse('A'.repeat(22));
const callId = callIdSchema.parse('call-1');
const agentId = agentIdSchema.parse('agent-1');
const BILLIE = agentIdSchema.parse('agent-2');

const portsOf = (store: CustomersCommandPorts['store']): CustomersCommandPorts => ({
  store,
  dataDir: '/data',
  clock: { nowMs: () => 0 },
  writeFiles: (folder, files) =>
    written.push([folder, files.map(({ sha256, type }) => `${sha256.slice(0, 2)}.${type}`)]),
});
let written: unknown[] = [];
beforeEach(() => {
  written = [];
});

/** A call with something in every table that knows calls. */
async function addCall(
  store: Awaited<ReturnType<typeof storeWithAda>>,
  id: string,
  customerName = 'Ada L.',
): Promise<void> {
  const ofCall = callIdSchema.parse(id);
  const sha256 = (letter: string) => letter.repeat(64);
  const times = { startedAtMs: 1000, answeredAtMs: 2000, endedAtMs: 3000 };
  const how = {
    outcome: 'answered',
    endedBy: 'agent',
    endReason: 'hungUp',
    reference: 'FILE-2026-7',
    media: 'video',
  } as const;
  const topicId = queueIdSchema.parse('loans');
  const record = {
    callId: ofCall,
    topicId,
    topic: { en: 'Loans', fr: 'Prêts' },
    customerName,
    agentId,
    ...times,
    ...how,
  };
  await store.commit({
    ...NO_CHANGES,
    endedCalls: [record],
    leftSegments: [
      { callId: ofCall, number: 1, agentId, how: 'answered', queueId: topicId, joinedMs: 2000, leftMs: 2500 },
      {
        callId: ofCall,
        number: 2,
        agentId: BILLIE,
        how: 'transferred',
        queueId: topicId,
        joinedMs: 2600,
        leftMs: 3000,
      },
    ],
    wrapUps: [
      { callId: ofCall, number: 1, reason: { en: 'Solved', fr: 'Réglé' }, notes: `NOTES-OF-${id}` },
      { callId: ofCall, number: 2, reason: { en: 'Solved', fr: 'Réglé' }, notes: `BILLIE-ON-${id}` },
    ],
    endedOffers: [
      {
        offerId: offerIdSchema.parse(`${id}_1`),
        callId: ofCall,
        agentId,
        rangAtMs: 1500,
        endedAtMs: 2000,
        result: 'answered',
      },
      {
        offerId: offerIdSchema.parse(`${id}_2`),
        callId: ofCall,
        agentId: BILLIE,
        rangAtMs: 2100,
        endedAtMs: 2300,
        result: 'missed',
        isQuestion: true,
      },
    ],
    callTokens: [{ tokenHash: `token of ${id}`, callId: ofCall }],
  });
  await store.putQuality({ callId: ofCall, number: 1, party: 'agent', quality: GOOD_QUALITY });
  const entry = (entryId: string, what: TranscriptEntry): TranscriptNote => ({
    callId: ofCall,
    party: 'customer',
    entryId,
    atMs: 2500,
    entry: what,
  });
  await store.addEntry(entry('chat', { kind: 'chat', messageId: 'm', text: `CHAT-OF-${id}` }), 9);
  const still = { kind: 'still', sha256: sha256('b'), bytes: 1, width: 1, height: 1 } as const;
  const content = Buffer.from(`STILL-OF-${id}`);
  await store.addStill({ callId: ofCall, sha256: sha256('b'), type: 'png', content }, entry('still', still), {
    stills: 9,
    entries: 9,
  });
  const agreed = { documentName: 'terms.pdf', statement: 'I agree.', signedName: 'Ada', sha256: sha256('c') };
  await store.addEntry(entry('agreed', { kind: 'agreement', ...agreed }), 9);
  await store.addAgreedFile(
    { callId: ofCall, sha256: sha256('c'), atMs: 2600, content: Buffer.from(`PDF-OF-${id}`) },
    9,
  );
}

async function storeWithAda(store = openSqliteStore(':memory:', 0)) {
  await store.addConsent({
    customerId: ADA,
    callId,
    textVersion: '2026-11',
    locale: 'en',
    withdrawalHash: 'a'.repeat(64),
    possessionKey: null,
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
    const { ok, text } = await runCustomersCommand(['export', id], portsOf(store));
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
  const erased = await runCustomersCommand(['erase', 'K 18'], portsOf(store));
  expect(erased.ok).toBe(true);
  expect(erased.text).toContain('Back-ups');
  expect(await store.findTemplate(ADA)).toBeNull();
  const again = await runCustomersCommand(['erase', ADA], portsOf(store));
  expect(again).toEqual({ ok: false, text: `Nothing is held of a customer “${ADA}” in /data.` });
  expect((await runCustomersCommand(['erase'], portsOf(store))).text).toContain('Usage');
  expect((await runCustomersCommand(['list'], portsOf(store))).ok).toBe(false);
});

it('[KEEP-5] tells and erases every kind of what is held: calls, notes, chats, pictures, documents, faces', async () => {
  const store = await storeWithAda();
  await addCall(store, 'call-1');
  await addCall(store, 'other-call', 'Ada L.');
  const told = await runCustomersCommand(['export', 'K 18', '/tmp/ada'], portsOf(store));
  for (const word of [
    'NOTES-OF-call-1',
    'BILLIE-ON-call-1',
    'agent-2',
    'CHAT-OF-call-1',
    'Loans',
    'terms.pdf',
    'mosX100',
    '"result": "answered"',
  ]) {
    expect(told.text).toContain(word);
  }
  expect(told.text).not.toContain('other-call');
  expect(written).toEqual([['/tmp/ada', ['bb.png', 'cc.pdf']]]);

  const erased = await runCustomersCommand(['erase', 'K 18'], portsOf(store));
  expect(erased.text).toContain('the face template, 1 consents, 0 records of checks, 1 calls');
  expect(await store.readCall(callId)).toBeNull();
  expect(await store.findCallOfToken('token of call-1')).toBeNull();
  expect(await store.findStill(callId, 'b'.repeat(64))).toBeNull();
  expect(await store.findAgreedFile(callId, 'c'.repeat(64))).toBeNull();
  expect((await store.endedOffers(0)).map((one) => one.callId)).toEqual(['other-call', 'other-call']);
  expect(await store.readCall(callIdSchema.parse('other-call'))).not.toBeNull();
});

it('[KEEP-5][CONSULT-3] a colleague who did not answer a question is told as that, not as a call that was missed', async () => {
  const store = await storeWithAda();
  await addCall(store, 'call-1');
  const { text } = await runCustomersCommand(['export', 'K 18', '/tmp/ada'], portsOf(store));
  const { calls } = JSON.parse(text) as { calls: [{ offers: unknown; questions: unknown }] };
  expect(calls[0].offers).toMatchObject([{ agentId, result: 'answered' }]);
  expect(calls[0].offers).toHaveLength(1);
  expect(calls[0].questions).toMatchObject([{ agentId: BILLIE, result: 'unanswered' }]);
  expect(text).not.toContain('missed');
});

it('[KEEP-5][AUDIT-3] erasing leaves the audit log whole, and nothing of the customer stands in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-erased-'));
  try {
    const [file, key] = [join(folder, 'store.sqlite'), auditKeyIn(folder)];
    const store = await storeWithAda(openSqliteStore(file, 0, key));
    await addCall(store, 'call-1');
    await store.appendAudit({ atMs: 1, kind: 'recordRead', facts: { agentId, callId, what: 'entries' } });
    await runCustomersCommand(['export', 'K 18', '/tmp/ada'], portsOf(store));
    const erased = await runCustomersCommand(['erase', 'K 18'], portsOf(store));
    expect(erased.ok).toBe(true);
    await store.close();
    const db = new DatabaseSync(file, { readOnly: true });
    const trail = readAuditTrail(db);
    db.close();
    expect(runAuditCommand(['verify'], trail, key.key)).toMatchObject({ ok: true });
    const { ok, text } = runAuditCommand(['export'], trail, key.key);
    expect(ok).toBe(true);
    const lines = text.split('\n').map((line) => JSON.parse(line) as { kind: string; calls?: number });
    expect(lines.map(({ kind, calls }) => [kind, calls])).toEqual([
      ['recordRead', undefined],
      ['customerExported', 1],
      ['customerErased', 1],
    ]);
    expect(text).not.toMatch(/Ada|K 18|OF-call-1|FILE-2026-7/);
    expect(text).not.toContain(ADA);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('[KEEP-5] finds the calls of who gave a name only, and erases one by its id', async () => {
  const store = await storeWithAda();
  await addCall(store, 'other-call', 'Ada L.');
  const listed = await runCustomersCommand(['calls', 'Ada L.'], portsOf(store));
  expect(listed.text).toBe('other-call\t1970-01-01T00:00:01.000Z\tLoans\tanswered');
  expect((await runCustomersCommand(['calls', 'Nobody'], portsOf(store))).ok).toBe(false);
  expect((await runCustomersCommand(['erase', 'other-call'], portsOf(store))).text).toContain('Erased: 1 calls');
  expect((await runCustomersCommand(['export', 'other-call'], portsOf(store))).ok).toBe(false);
});

it('[KEEP-5] erases nothing while a call of the customer goes on', async () => {
  const store = await storeWithAda();
  await addCall(store, 'call-1');
  const facts = {
    callId,
    queueId: queueIdSchema.parse('loans'),
    topic: { en: 'Loans', fr: 'Prêts' },
    customerName: 'Ada',
  };
  const call = createCall({
    ...facts,
    media: 'voice',
    language: 'en',
    requestHash: 'hash',
    startedAtMs: 0,
    arrival: 1,
    ...UNSHIELDED,
    timings: TEST_TIMINGS,
  }).call;
  await store.commit({ ...NO_CHANGES, calls: [call] });
  const erased = await runCustomersCommand(['erase', 'K 18'], portsOf(store));
  expect(erased.text).toContain('goes on');
  expect(await store.findTemplate(ADA)).not.toBeNull();
});

it('[KEEP-5] writes the files of an export into a new folder, for this user only', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'visavis-export-')), 'ada');
  const file = { sha256: 'b'.repeat(64), atMs: 0, content: Buffer.from('picture'), type: 'png' } as const;
  writeFiles(folder, [file]);
  expect(readFileSync(join(folder, `${'b'.repeat(64)}.png`), 'utf8')).toBe('picture');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(() => writeFiles(folder, [file])).toThrow(/exist/);
  rmSync(join(folder, '..'), { recursive: true });
});
