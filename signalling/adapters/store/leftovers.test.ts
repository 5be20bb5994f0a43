// What is forgotten or erased is looked for in the files themselves.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import {
  activityIdSchema,
  agentIdSchema,
  callIdSchema,
  customerIdSchema,
  offerIdSchema,
  queueIdSchema,
} from '../../protocol/index.ts';
import { endedCallOf } from '../../domain/switchboard/views.ts';
import { NO_CHANGES } from '../../service/ports/store.ts';
import { GOOD_QUALITY } from '../../testing/serviceBench.ts';
import { SwitchboardBench } from '../../testing/switchboardBench.ts';
import { openSqliteStore } from './sqliteStore.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-leftovers-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const newFile = () => join(folder, `${(count += 1)}.sqlite`);

it.each(['by age', 'on request'])(
  '[KEEP-4][KEEP-5] leaves nothing of a forgotten call in the files: %s',
  async (how) => {
    const file = newFile();
    const store = openSqliteStore(file, 0);
    const onDisk = () => [file, `${file}-wal`].map((path) => readFileSync(path, 'latin1')).join('');
    const callId = callIdSchema.parse('call-to-forget');
    const [agentId, queueId] = [agentIdSchema.parse('a'), queueIdSchema.parse('cards')];
    await store.commit({
      ...NO_CHANGES,
      endedCalls: [
        {
          ...{
            callId,
            topicId: queueId,
            topic: { en: 'Cards', fr: 'Cartes' },
            customerName: 'NAME-OF-ADA',
          },
          ...{ media: 'voice', agentId, startedAtMs: 1, answeredAtMs: 2, endedAtMs: 3 },
          ...{ outcome: 'answered', endedBy: 'agent', endReason: 'hungUp', reference: 'REFERENCE-OF-ADA' },
        },
      ],
      endedOffers: [
        {
          offerId: offerIdSchema.parse('OFFER-TO-ALEX'),
          callId,
          agentId,
          rangAtMs: 1,
          endedAtMs: 2,
          result: 'answered',
        },
      ],
      endedReplies: [
        {
          agentId,
          activityId: activityIdSchema.parse('mail-1'),
          source: 'shield-of-alex',
          kind: 'reply',
          startedAtMs: 1,
          endedAtMs: 2,
          how: 'sent',
          callsKeptAway: 0,
        },
      ],
      leftSegments: [
        { callId, number: 1, agentId, how: 'answered', queueId, joinedMs: 1, leftMs: 2 },
        { callId, number: 2, agentId: agentIdSchema.parse('b'), how: 'transferred', queueId, joinedMs: 2, leftMs: 3 },
      ],
      wrapUps: [
        { callId, number: 1, reason: { en: 'REASON', fr: 'MOTIF' }, notes: 'NOTES-ABOUT-ADA' },
        { callId, number: 2, reason: { en: 'REASON', fr: 'MOTIF' }, notes: 'NOTES-OF-BILLIE' },
      ],
    });
    const entry = { kind: 'chat', messageId: 'm', text: 'CHAT-WITH-ADA' } as const;
    await store.addEntry({ callId, party: 'customer', entryId: 'e', atMs: 2, entry }, 9);
    await store.putQuality({ callId, number: 1, party: 'agent', quality: { ...GOOD_QUALITY, roundTripMs: 31_415 } });
    const ofCall = [
      'NAME-OF-ADA',
      'REFERENCE-OF-ADA',
      'NOTES-ABOUT-ADA',
      'NOTES-OF-BILLIE',
      'CHAT-WITH-ADA',
      'OFFER-TO-ALEX',
      '31415',
    ];
    // A shield belongs to an agent, not to a call.
    const marks = how === 'by age' ? [...ofCall, 'shield-of-alex'] : ofCall;
    for (const mark of marks) expect(onDisk()).toContain(mark);
    if (how === 'by age') {
      await store.forgetRecords({ callsMs: 10, shieldsMs: 10 });
      await store.forgetEntries({ entriesMs: 10, stillsMs: 10, agreementsMs: 10 });
    } else await store.eraseCalls([callId]);
    for (const mark of marks) expect(onDisk()).not.toContain(mark);
    await store.close();
  },
);

it('[KEEP-4] leaves nothing in the files of what was said as a call was handed on, once it is over and forgotten', async () => {
  const file = newFile();
  const store = openSqliteStore(file, 0);
  const onDisk = () => [file, `${file}-wal`].map((path) => readFileSync(path, 'latin1')).join('');
  const bench = new SwitchboardBench();
  const alex = bench.joins('alex');
  const callId = bench.calls('NAME-OF-ADA');
  bench.answers(alex);
  const to = { kind: 'queue', queueId: queueIdSchema.parse('loans') } as const;
  bench.take({ type: 'transferChosen', callId, by: alex, to, reason: 'REASON-FOR-IT', notes: 'NOTES-FOR-BILLIE' });
  const [call] = bench.last?.changedCalls ?? [];
  if (call === undefined) throw new Error('the call was handed on');
  await store.commit({ ...NO_CHANGES, calls: [call] });
  const marks = ['NAME-OF-ADA', 'REASON-FOR-IT', 'NOTES-FOR-BILLIE'];
  for (const mark of marks) expect(onDisk()).toContain(mark);
  bench.take({ type: 'wrapUpFinished', agentId: alex, callId });
  bench.take({ type: 'customerLeftLine', callId });
  await store.commit({ ...NO_CHANGES, removedCalls: [callId], endedCalls: bench.ended.map(endedCallOf) });
  await store.forgetRecords({ callsMs: 10, shieldsMs: 10 });
  for (const mark of marks) expect(onDisk()).not.toContain(mark);
  await store.close();
});

it('[IDENTITY-8] leaves nothing of a template in the files, whether it was withdrawn, renewed, erased or has expired', async () => {
  const file = newFile();
  const store = openSqliteStore(file, 0);
  const onDisk = () => [file, `${file}-wal`].map((path) => readFileSync(path, 'latin1')).join('');
  const customerId = customerIdSchema.parse('A'.repeat(22));
  const put = (sealed: string) =>
    store.putTemplate({
      customerId,
      templateId: 't',
      model: 'face/128',
      createdAtMs: 0,
      expiresAtMs: 100,
      nonce: new Uint8Array(12),
      sealed: new TextEncoder().encode(sealed.repeat(40)),
      enrolment: { name: 'Ada', proof: 'passport', reference: 'K-1815', enrolledAtMs: 0 },
      enrolledBy: agentIdSchema.parse('a'),
    });
  const ends: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['WITHDRAWN', () => store.withdraw(customerId, 1)],
    ['RENEWED', () => put('OTHER')],
    ['ERASED', () => store.eraseCustomer(customerId)],
    ['EXPIRED', () => store.forgetIdentity(100, 0)],
  ];
  for (const [sealed, end] of ends) {
    await put(sealed);
    expect(onDisk()).toContain(sealed);
    await end();
    expect(onDisk()).not.toContain(sealed);
  }
  await store.close();
});
