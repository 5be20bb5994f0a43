// What every store must do. Run on each of them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { activityIdSchema, agentIdSchema, callIdSchema, offerIdSchema, queueIdSchema } from '../../protocol/index.ts';
import { createAgent } from '../../domain/agent/agent.ts';
import { createCall, type Call } from '../../domain/call/call.ts';
import type { LeftSegment } from '../../domain/switchboard/switchboard.ts';
import type { EndedCall } from '../../domain/switchboard/views.ts';
import { GOOD_QUALITY } from '../../testing/serviceBench.ts';
import { NO_CHANGES, type Store } from '../../service/ports/store.ts';
import { ALEX, ALEX_ACCOUNT as account, sessionOf } from './accounts.contract.ts';
import { TEST_TIMINGS, UNSHIELDED } from '../../testing/switchboardBench.ts';

export function ended(id: string, changes: Partial<EndedCall> = {}): EndedCall {
  return {
    callId: callIdSchema.parse(id),
    topicId: queueIdSchema.parse('cards'),
    topic: { en: 'Cards', fr: 'Cartes' },
    customerName: 'Zoé “Z” O’Neil 🙂',
    media: 'voice',
    agentId: ALEX,
    startedAtMs: 1000,
    answeredAtMs: 2000,
    endedAtMs: 3000,
    outcome: 'answered',
    endedBy: 'agent',
    endReason: 'hungUp',
    reference: null,
    ...changes,
  };
}

/** The one part of such a call. */
export function left(id: string, changes: Partial<LeftSegment> = {}): LeftSegment {
  const callId = callIdSchema.parse(id);
  const queueId = queueIdSchema.parse('cards');
  return { callId, number: 1, agentId: ALEX, how: 'answered', queueId, joinedMs: 2000, leftMs: 3000, ...changes };
}

export function liveCall(id: string, arrival = 1): Call {
  const { callId, topicId: queueId, topic, customerName, media } = ended(id);
  const about = { callId, queueId, topic, customerName, media, arrival, startedAtMs: 1000 };
  return createCall({ ...about, language: 'fr', requestHash: 'hash', ...UNSHIELDED, timings: TEST_TIMINGS }).call;
}

export function storeContract(open: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = open();
  });
  afterEach(() => store.close());

  it('[CONF-5] keeps the settings that were taken up last', async () => {
    expect(await store.findSettings()).toBeNull();
    await store.putSettings({ text: 'queues: []', folder: '/etc/visavis' }, 1);
    await store.putSettings({ text: 'queues: [cards]', folder: null }, 2);
    expect(await store.findSettings()).toEqual({ text: 'queues: [cards]', folder: null });
    await store.putSettings({ text: 'queues: [loans]', folder: '/srv' }, 3);
    expect(await store.findSettings()).toEqual({ text: 'queues: [loans]', folder: '/srv' });
  });

  it('[LINK-5] keeps by what whoever made the link knows the matter', async () => {
    await store.commit({ ...NO_CHANGES, endedCalls: [ended('call-8', { reference: 'File 7' }), ended('call-9')] });
    expect(await store.findEndedCall(callIdSchema.parse('call-8'))).toMatchObject({ reference: 'File 7' });
    expect(await store.findEndedCall(callIdSchema.parse('call-9'))).toMatchObject({ reference: null });
  });

  it('[BOARD-5] finds the calls that ended since a moment, and their parts', async () => {
    const leftSegments = [
      left('call-2'),
      left('call-2', { number: 2, how: 'transferred', queueId: queueIdSchema.parse('loans') }),
      left('goes-on'),
    ];
    await store.commit({ ...NO_CHANGES, endedCalls: [ended('call-2')], leftSegments });
    const { endedAtMs } = ended('call-2');
    expect((await store.endedCallsSince(endedAtMs)).map(({ callId }) => callId)).toEqual(['call-2']);
    expect((await store.segmentsSince(endedAtMs)).map(({ callId, queueId }) => [callId, queueId])).toEqual([
      ['call-2', 'cards'],
      ['call-2', 'loans'],
    ]);
    expect(await store.endedCallsSince(endedAtMs + 1)).toEqual([]);
    expect(await store.segmentsSince(endedAtMs + 1)).toEqual([]);
  });

  it('[SHIELD-9][CONSULT-3] keeps offers and shields on record, oldest first, of one agent or of all', async () => {
    const [alex, billie] = [agentIdSchema.parse('alex'), agentIdSchema.parse('billie')];
    const offer = (id: string, endedAtMs: number, result: 'missed' | 'withdrawn') =>
      ({
        offerId: offerIdSchema.parse(id),
        callId: callIdSchema.parse('c'),
        agentId: alex,
        rangAtMs: 1,
        endedAtMs,
        result,
      }) as const;
    const shield = (agentId: typeof alex, endedAtMs: number) =>
      ({
        agentId,
        activityId: activityIdSchema.parse('mail-1'),
        source: 'thunderbird',
        kind: 'reply',
        startedAtMs: 1,
        endedAtMs,
        how: 'sent',
        callsKeptAway: 2,
      }) as const;
    const endedOffers = [offer('c_2', 20, 'withdrawn'), offer('c_1', 10, 'missed')];
    await store.commit({ ...NO_CHANGES, endedOffers, endedReplies: [shield(alex, 20), shield(billie, 30)] });
    await store.commit({ ...NO_CHANGES, endedReplies: [shield(alex, 40)] });
    expect((await store.endedOffers(0)).map(({ result }) => result)).toEqual(['missed', 'withdrawn']);
    expect(await store.endedOffers(11)).toEqual([endedOffers[0]]);
    const later = offer('c_3', 30, 'missed');
    await store.commit({ ...NO_CHANGES, endedOffers: [later, { ...offer('c_4', 40, 'missed'), agentId: billie }] });
    expect(await store.missedOffers(alex, 10)).toEqual([later, endedOffers[1]]);
    expect(await store.missedOffers(alex, 1)).toEqual([later]);
    // A colleague who asks is no caller.
    const question = { ...offer('c_5', 50, 'missed'), isQuestion: true } as const;
    await store.commit({ ...NO_CHANGES, endedOffers: [question] });
    expect(await store.endedOffers(50)).toEqual([question]);
    expect(await store.missedOffers(alex, 10)).toEqual([later, endedOffers[1]]);
    expect((await store.endedReplies(null, 21)).map(({ endedAtMs }) => endedAtMs)).toEqual([30, 40]);
    expect(await store.endedReplies(alex, 0)).toEqual([shield(alex, 20), shield(alex, 40)]);
  });

  it('[LINK-6] finds calls by the reference of their link, newest first', async () => {
    const calls = [
      ended('c-1', { reference: 'File 7', endedAtMs: 10 }),
      ended('c-2', { reference: 'File 8', endedAtMs: 20 }),
      ended('c-3', { reference: 'File 7', endedAtMs: 30 }),
      ended('c-4', { endedAtMs: 40 }),
    ];
    await store.commit({ ...NO_CHANGES, endedCalls: calls });
    expect(await store.callsOfReference('File 7', 0, 9)).toEqual([calls[2], calls[0]]);
    expect(await store.callsOfReference('File 7', 11, 9)).toEqual([calls[2]]);
    expect(await store.callsOfReference('File 7', 0, 1)).toEqual([calls[2]]);
    expect(await store.callsOfReference('', 0, 9)).toEqual([]);
  });

  it('[STORE-5] gives back live calls and agents as committed, and forgets the removed ones', async () => {
    const [first, second] = [liveCall('call-1'), liveCall('call-2', 2)];
    const agent = createAgent({ agentId: ALEX, displayName: 'Alex', role: 'agent' }, 5000);
    await store.commit({ ...NO_CHANGES, calls: [first, second], agents: [agent] });
    await store.commit({ ...NO_CHANGES, calls: [first], removedCalls: [second.context.facts.callId] });
    expect(await store.loadLive()).toEqual({ calls: [first], agents: [agent], unreadable: [] });
  });

  it('[STORE-1][STORE-5] commits all or nothing', async () => {
    const wrapUp = { callId: callIdSchema.parse('unknown'), number: 1, reason: { en: 'a', fr: 'b' }, notes: '' };
    const changes = { ...NO_CHANGES, calls: [liveCall('call-1')], endedCalls: [ended('call-2')], wrapUps: [wrapUp] };
    await expect(store.commit(changes)).rejects.toThrow();
    expect((await store.loadLive()).calls).toEqual([]);
    expect(await store.findEndedCall(callIdSchema.parse('call-2'))).toBeNull();
    await store.commit({ ...NO_CHANGES, calls: [liveCall('call-1')] });
    expect((await store.loadLive()).calls).toHaveLength(1);
  });

  it('[STORE-3][STORE-5] lists recent calls of one agent, newest first, in pages', async () => {
    const other = agentIdSchema.parse('billie');
    await store.commit({
      ...NO_CHANGES,
      endedCalls: [
        ...[10, 30, 20].map((at) => ended(`call-${at}`, { answeredAtMs: 5, endedAtMs: at })),
        ended('of-billie', { agentId: other }),
        ended('unanswered', { agentId: null, answeredAtMs: null, outcome: 'abandoned' }),
      ],
      leftSegments: [
        ...[10, 30, 20].map((at) => left(`call-${at}`, { joinedMs: 5, leftMs: at })),
        left('of-billie', { agentId: other }),
      ],
    });
    const wrapUp = {
      callId: callIdSchema.parse('call-30'),
      number: 1,
      reason: { en: 'Solved', fr: 'Résolu' },
      notes: 'É\n\'"; --',
    };
    await store.commit({ ...NO_CHANGES, wrapUps: [wrapUp] });
    const page = await store.recentCalls(ALEX, 2, Number.MAX_SAFE_INTEGER);
    expect(page.map(({ callId }) => callId)).toEqual(['call-30', 'call-20']);
    const {
      agentId: _agentId,
      topicId: _topicId,
      reference: _reference,
      ...record
    } = ended('call-30', { answeredAtMs: 5, endedAtMs: 30 });
    expect(page[0]).toEqual({ ...record, reason: wrapUp.reason, notes: wrapUp.notes });
    expect((await store.recentCalls(ALEX, 2, 20)).map(({ callId }) => callId)).toEqual(['call-10']);
  });

  it('[STORE-5] finds an ended call, answered or not', async () => {
    const lost = ended('lost', { agentId: null, answeredAtMs: null, outcome: 'abandoned' });
    await store.commit({ ...NO_CHANGES, endedCalls: [ended('call-1'), lost] });
    expect(await store.findEndedCall(callIdSchema.parse('call-1'))).toEqual(ended('call-1'));
    expect(await store.findEndedCall(callIdSchema.parse('lost'))).toEqual(lost);
    expect(await store.findEndedCall(callIdSchema.parse('never'))).toBeNull();
  });

  it('[OPS-6][STORE-5] keeps accounts by name, whatever the case of its letters', async () => {
    expect(await store.addAccount(account)).toBe(true);
    expect(await store.addAccount({ ...account, agentId: agentIdSchema.parse('x'), userName: 'ALEX' })).toBe(false);
    expect(await store.findAccount('aLEX')).toEqual(account);
    expect(await store.findAccountOf(ALEX)).toEqual(account);
    expect(await store.findAccount('nobody')).toBeNull();
    const billie = { ...account, agentId: agentIdSchema.parse('b'), userName: 'billie', demo: true };
    const abe = { ...account, agentId: agentIdSchema.parse('c'), userName: 'abe' };
    await store.addAccount(billie);
    await store.addAccount(abe);
    expect(await store.listAccounts()).toEqual([abe, account, billie]);
  });

  it('[STORE-5] keeps the state of an agent whose account is gone', async () => {
    const agent = createAgent({ agentId: ALEX, displayName: 'Alex', role: 'agent' }, 0);
    await store.commit({ ...NO_CHANGES, agents: [agent] });
    expect((await store.loadLive()).agents).toEqual([agent]);
  });

  it('[CALL-15][STORE-5] finds calls by token hash, and forgets what has expired', async () => {
    await store.addAccount(account);
    await store.addSession(sessionOf(ALEX, 'session', { expiresAtMs: 50 }));
    const [old, recent, live] = ['old', 'recent', 'live'].map((id) => callIdSchema.parse(id));
    if (old === undefined || recent === undefined || live === undefined) throw new Error('three ids');
    const callTokens = [old, recent, live].map((callId) => ({ tokenHash: `hash of ${callId}`, callId }));
    const endedCalls = [ended('old', { endedAtMs: 10 }), ended('recent', { endedAtMs: 90 })];
    await store.commit({ ...NO_CHANGES, callTokens, endedCalls });
    expect(await store.findCallOfToken('hash of old')).toBe(old);
    await store.forgetExpired(100, 50);
    expect(await store.findCallOfToken('hash of old')).toBeNull();
    expect(await store.findCallOfToken('hash of recent')).toBe(recent);
    expect(await store.findCallOfToken('hash of live')).toBe(live);
    expect(await store.findSession('session', 0)).toBeNull();
  });

  it('[KEEP-4][STORE-5] forgets calls, offers and shields that are older, and no others', async () => {
    const callId = callIdSchema.parse('old');
    const offer = (id: string, endedAtMs: number) =>
      ({ offerId: offerIdSchema.parse(id), callId, agentId: ALEX, rangAtMs: 1, endedAtMs, result: 'missed' }) as const;
    const shield = (id: string, endedAtMs: number) =>
      ({
        agentId: ALEX,
        activityId: activityIdSchema.parse(id),
        source: 'thunderbird',
        kind: 'reply',
        startedAtMs: 1,
        endedAtMs,
        how: 'sent',
        callsKeptAway: 0,
      }) as const;
    await store.commit({
      ...NO_CHANGES,
      endedCalls: [ended('old', { endedAtMs: 99 }), ended('young', { endedAtMs: 100 })],
      leftSegments: [left('old', { leftMs: 99 }), left('young', { leftMs: 100 })],
      wrapUps: [{ callId, number: 1, reason: { en: 'Solved', fr: 'Réglé' }, notes: 'n' }],
      endedOffers: [offer('o1', 99), offer('o2', 100)],
      endedReplies: [shield('s1', 49), shield('s2', 50)],
    });
    await store.putQuality({ callId, number: 1, party: 'agent', quality: GOOD_QUALITY });
    expect(await store.forgetRecords({ callsMs: 100, shieldsMs: 50 })).toEqual({ calls: 1, offers: 1, shields: 1 });
    expect(await store.findEndedCall(callId)).toBeNull();
    expect((await store.recentCalls(ALEX, 10, 1000)).map((record) => record.callId)).toEqual(['young']);
    expect((await store.endedOffers(0)).map(({ offerId }) => offerId)).toEqual(['o2']);
    expect((await store.endedReplies(null, 0)).map(({ activityId }) => activityId)).toEqual(['s2']);
    expect(await store.forgetRecords({ callsMs: 100, shieldsMs: 50 })).toEqual({ calls: 0, offers: 0, shields: 0 });
  });

  it('[OPS-4][STORE-5] says that it answers', async () => {
    await expect(store.check()).resolves.toBeUndefined();
  });
}
