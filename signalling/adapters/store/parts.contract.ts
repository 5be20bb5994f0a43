// What every store must do with the parts that agents have in a call, and with what was measured of each. Run on each of them.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { agentIdSchema, callIdSchema } from '../../protocol/index.ts';
import { GOOD_QUALITY } from '../../testing/serviceBench.ts';
import { NO_CHANGES, type Store } from '../../service/ports/store.ts';
import { ALEX, ALEX_ACCOUNT as account } from './accounts.contract.ts';
import { ended, left, liveCall } from './store.contract.ts';

export function partsContract(open: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = open();
  });
  afterEach(() => store.close());

  it('[JOIN-7] keeps parts of every kind, in order', async () => {
    const kinds = [
      'answered',
      'joined',
      'listened',
      'whispered',
      'barged',
      'consulted',
      'tookOver',
      'transferred',
    ] as const;
    const leftSegments = kinds.map((how, index) => left('many', { number: index + 1, how }));
    await store.addAccount(account);
    await store.commit({ ...NO_CHANGES, leftSegments });
    const parts = await store.segmentsOf(callIdSchema.parse('many'));
    expect(parts.map(({ how }) => how)).toEqual(kinds);
  });

  it('[TRANSFER-6][STORE-5] keeps the parts of a call, also while it goes on, and lists it with each of its agents as they knew it', async () => {
    const callId = callIdSchema.parse('call-1');
    const billie = agentIdSchema.parse('billie');
    const said = (number: number, notes: string) => ({ callId, number, reason: { en: 'Solved', fr: 'Réglé' }, notes });
    await store.commit({ ...NO_CHANGES, calls: [liveCall('call-1')], leftSegments: [left('call-1')] });
    await store.commit({ ...NO_CHANGES, wrapUps: [said(1, 'first')] });
    expect(await store.segmentsOf(callId)).toMatchObject([{ agentId: ALEX, number: 1, notes: 'first' }]);
    expect(await store.recentCalls(ALEX, 9, 9999)).toEqual([]);
    const second = left('call-1', { number: 2, agentId: billie, how: 'transferred', joinedMs: 3500, leftMs: 4000 });
    const third = left('call-1', { number: 3, how: 'transferred', joinedMs: 4500, leftMs: 6000 });
    await store.commit({ ...NO_CHANGES, leftSegments: [second], wrapUps: [said(2, 'second')] });
    const record = ended('call-1', { endedAtMs: 6000 });
    await store.commit({ ...NO_CHANGES, endedCalls: [record], removedCalls: [callId], leftSegments: [third] });
    await store.commit({ ...NO_CHANGES, wrapUps: [said(3, 'third')] });
    expect(await store.recentCalls(billie, 9, 9999)).toMatchObject([
      { callId, answeredAtMs: 3500, endedAtMs: 4000, notes: 'second' },
    ]);
    expect(await store.recentCalls(ALEX, 9, 9999)).toMatchObject([
      { callId, answeredAtMs: 2000, endedAtMs: 6000, notes: 'first\nthird' },
    ]);
    expect((await store.segmentsOf(callId)).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(await store.forgetRecords({ callsMs: 9999, shieldsMs: 0 })).toMatchObject({ calls: 1 });
    expect(await store.segmentsOf(callId)).toEqual([]);
  });

  it('[TRANSFER-6][JOIN-7] lists a call with those who had it, not with whoever only joined, listened or was asked', async () => {
    const kinds = ['answered', 'joined', 'listened', 'whispered', 'barged', 'consulted', 'tookOver'] as const;
    const leftSegments = kinds.map((how, index) =>
      left('call-1', { number: index + 1, how, agentId: agentIdSchema.parse(how) }),
    );
    await store.commit({ ...NO_CHANGES, endedCalls: [ended('call-1')], leftSegments });
    const listed = await Promise.all(
      kinds.map(async (how) => (await store.recentCalls(agentIdSchema.parse(how), 5, 9999)).length),
    );
    expect(listed).toEqual([1, 0, 0, 0, 0, 0, 1]);
  });

  it('[STORE-6][STORE-5] puts what each side last said of the quality on record, also said before the call ended', async () => {
    const callId = callIdSchema.parse('call-1');
    await store.putQuality({ callId, number: 1, party: 'customer', quality: { ...GOOD_QUALITY, mosX100: 100 } });
    await store.putQuality({ callId, number: 1, party: 'customer', quality: GOOD_QUALITY });
    const qualityOnRecord = async () => (await store.recentCalls(ALEX, 5, 5000)).map(({ quality }) => quality);
    expect(await qualityOnRecord()).toEqual([]);
    const endedCalls = [ended('call-1'), ended('call-2', { endedAtMs: 1500 })];
    const leftSegments = [left('call-1'), left('call-2', { joinedMs: 1000, leftMs: 1500 })];
    await store.commit({ ...NO_CHANGES, endedCalls, leftSegments });
    expect(await qualityOnRecord()).toEqual([{ customer: GOOD_QUALITY }, undefined]);
    const { framesPerSecond: _picture, ...voice } = GOOD_QUALITY;
    await store.putQuality({ callId, number: 1, party: 'agent', quality: voice });
    expect(await qualityOnRecord()).toEqual([{ agent: voice, customer: GOOD_QUALITY }, undefined]);
  });

  it('[STORE-6][TRANSFER-6] keeps apart what was measured while each agent had the call', async () => {
    const callId = callIdSchema.parse('call-1');
    const billie = agentIdSchema.parse('billie');
    const score = (mosX100: number) => ({ ...GOOD_QUALITY, mosX100 });
    const put = (number: number, party: 'agent' | 'customer', mosX100: number) =>
      store.putQuality({ callId, number, party, quality: score(mosX100) });
    await put(2, 'customer', 210);
    await put(1, 'agent', 110);
    await put(2, 'agent', 220);
    await put(1, 'customer', 120);
    expect((await store.qualitiesOf(callId)).map(({ number, party }) => [number, party])).toEqual([
      [1, 'agent'],
      [1, 'customer'],
      [2, 'agent'],
      [2, 'customer'],
    ]);
    const leftSegments = [
      left('call-1'),
      left('call-1', { number: 2, agentId: billie, how: 'transferred', joinedMs: 3500, leftMs: 4000 }),
      left('call-1', { number: 3, how: 'transferred', joinedMs: 4500, leftMs: 6000 }),
    ];
    await store.commit({ ...NO_CHANGES, endedCalls: [ended('call-1', { endedAtMs: 6000 })], leftSegments });
    const of = async (agentId: typeof billie) => (await store.recentCalls(agentId, 5, 9999)).map((one) => one.quality);
    expect(await of(ALEX)).toEqual([{ agent: score(110), customer: score(120) }]);
    expect(await of(billie)).toEqual([{ agent: score(220), customer: score(210) }]);
    // The agent's second part: what was said of it counts, side by side with what was said of the first.
    await put(3, 'agent', 330);
    expect(await of(ALEX)).toEqual([{ agent: score(330), customer: score(120) }]);
  });
}
