// What has been kept as long as the settings say is forgotten, by the service itself.
import { expect, it } from 'vitest';
import { createManualClock } from '../adapters/clock/manualClock.ts';
import { createMemoryStore } from '../adapters/store/memoryStore.ts';
import { activityIdSchema } from '../protocol/index.ts';
import { createBench } from '../testing/serviceBench.ts';

const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];

it('[KEEP-4][AUDIT-2] forgets shields, calls, offers and audit entries after their days, hourly', async () => {
  const [store, clock] = [createMemoryStore(), createManualClock()];
  const { agent, customer } = await createBench(store, clock);
  const alex = await agent();
  const activityId = activityIdSchema.parse('mail-1');
  await alex.does('reply.begin', { activityId, source: 'mail', kind: 'reply', openForMs: 0, inputAgoMs: 0 });
  await alex.does('reply.end', { activityId, how: 'sent' });
  const zoe = await customer();
  const callId = await alex.answers();
  await zoe.does('call.hangUp', {});
  const kept = async () => ({
    shields: (await store.endedReplies(null, 0)).length,
    calls: (await store.findEndedCall(callId)) === null ? 0 : 1,
    offers: (await store.endedOffers(0)).length,
    signIns: store.audit.filter(({ kind }) => kind === 'signedIn').length,
  });
  const all = { shields: 1, calls: 1, offers: 1, signIns: 1 };
  const beginMs = clock.nowMs();
  /** As many days later to the millisecond, and an hour after that. */
  const after = async (days: number) => {
    clock.jump(beginMs + days * DAY_MS - HOUR_MS - clock.nowMs());
    await clock.advance(HOUR_MS);
    const onTheDay = await kept();
    await clock.advance(HOUR_MS);
    return [onTheDay, await kept()];
  };
  expect(await kept()).toEqual(all);
  expect(await after(90)).toEqual([all, { ...all, shields: 0 }]);
  const rest = { ...all, shields: 0 };
  expect(await after(365)).toEqual([rest, { ...rest, calls: 0, offers: 0 }]);
  const signIns = (await after(730)).map((left) => left.signIns);
  expect(signIns).toEqual([1, 0]);
});
