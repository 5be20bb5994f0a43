// Entries on a call's record: who may put them there, what the server adds, who reads them, and how long they stay.
import { expect, it } from 'vitest';
import { MAX_FRAME_BYTES, type CallId, type TranscriptEntry } from '../../protocol/index.ts';
import { createManualClock } from '../../adapters/clock/manualClock.ts';
import { createMemoryStore } from '../../adapters/store/memoryStore.ts';
import { createBench, type Bench, type Person } from '../../testing/serviceBench.ts';
import { DEFAULT_POLICIES } from '../policies.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SHA256 = 'ab'.repeat(32);

async function talking(bench?: Bench) {
  const present = bench ?? (await createBench());
  const agent = await present.agent();
  const zoe = await present.customer();
  return { bench: present, agent, zoe, callId: await agent.answers() };
}
const chat = (text: string): TranscriptEntry => ({ kind: 'chat', messageId: 'm', text });
const add = (person: Person, callId: CallId, entryId: string, entry = chat(entryId)) =>
  person.tries('call.addEntry', { callId, entryId, entry });
const finish = (agent: Person, callId: CallId) =>
  agent.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });

const EVERY_KIND: readonly TranscriptEntry[] = [
  chat('Hello'),
  { kind: 'phrase', messageId: 'm2', phrase: 'hold', params: { reason: 'lookUp', minutes: 2 } },
  { kind: 'phrase', messageId: 'm3', phrase: 'thanks' },
  { kind: 'link', messageId: 'm4', url: 'https://example.com/a?b=c', host: 'example.com', status: 'asked' },
  { kind: 'document', name: 'fees.pdf', sha256: SHA256, bytes: 1000 },
  { kind: 'surface', name: 'Budget – Calc', surface: 'window', change: 'begun' },
  { kind: 'agreement', sha256: SHA256, documentName: 'fees.pdf', statement: 'I agree.', signedName: 'Zoé' },
  { kind: 'still', sha256: SHA256, bytes: 1000, width: 4000, height: 3000 },
];

it('[ENTRY-1][ENTRY-2] keeps every kind, with sender and time as the server knows them', async () => {
  const { bench, agent, zoe, callId } = await talking();
  for (const [index, entry] of EVERY_KIND.entries()) {
    await bench.clock.advance(1000);
    const sender = index % 2 === 0 ? zoe : agent;
    expect(await sender.does('call.addEntry', { callId, entryId: `e${index}`, entry })).toEqual({ kept: true });
  }
  const { entries, more } = await agent.does('history.entries', { callId });
  expect(more).toBe(false);
  expect(entries.map(({ entry }) => entry)).toEqual(EVERY_KIND);
  expect(entries.map(({ party }) => party).slice(0, 3)).toEqual(['customer', 'agent', 'customer']);
  expect(entries.at(-1)?.atMs).toBe(bench.clock.nowMs());
  const forged = { callId, entryId: 'f', party: 'agent', atMs: 1, entry: chat('forged') };
  expect(await zoe.asks('call.addEntry', forged)).toMatchObject({ result: { kept: true } });
  const last = (await agent.does('history.entries', { callId })).entries.at(-1);
  expect(last).toMatchObject({ entryId: 'f', party: 'customer', atMs: bench.clock.nowMs() });
});

it('[ENTRY-2] takes the age of what is told late, and nothing from before the call', async () => {
  const { bench, agent, callId } = await talking();
  const answeredAtMs = bench.clock.nowMs();
  await bench.clock.advance(60_000);
  await add(agent, callId, 'now');
  await agent.does('call.addEntry', { callId, entryId: 'late', agoMs: 20_000, entry: chat('late') });
  await agent.does('call.addEntry', { callId, entryId: 'later', agoMs: 3_600_000, entry: chat('later') });
  const { entries } = await agent.does('history.entries', { callId });
  expect(entries.map(({ entryId, atMs }) => [entryId, atMs - answeredAtMs])).toEqual([
    ['later', 0],
    ['late', 40_000],
    ['now', 60_000],
  ]);
});

it('[ENTRY-1] takes what is sent twice once, from each side', async () => {
  const { agent, zoe, callId } = await talking();
  const twice = await Promise.all([agent, agent, zoe, zoe].map((person) => add(person, callId, 'same')));
  expect(twice).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect((await agent.does('history.entries', { callId })).entries).toHaveLength(2);
});

it('[ENTRY-3] takes entries after the call: from the agent until wrap-up ends, from the customer for two minutes', async () => {
  const { bench, agent, zoe, callId } = await talking();
  await zoe.does('call.hangUp', {});
  await bench.clock.advance(120_000);
  expect(await add(zoe, callId, 'last')).toBe('ok');
  await bench.clock.advance(1);
  expect(await add(zoe, callId, 'too-late')).toBe('callNotFound');
  expect(await add(agent, callId, 'wrap-up')).toBe('ok');
  await finish(agent, callId);
  expect(await add(agent, callId, 'over')).toBe('callNotFound');
  const { entries } = await agent.does('history.entries', { callId });
  expect(entries.map(({ entryId }) => entryId)).toEqual(['last', 'wrap-up']);
});

it('[ENTRY-3][WIRE-4] takes none of a call that was not answered, nor of somebody else’s', async () => {
  const bench = await createBench();
  const zoe = await bench.customer();
  const waiting = [...bench.service.runner.state.calls.keys()][0] ?? ('no call' as never);
  expect(await add(zoe, waiting, 'e')).toBe('callNotFound');
  const agent = await bench.agent();
  expect(await add(agent, waiting, 'e')).toBe('callNotFound');
  const callId = await agent.answers();
  const billie = await bench.agent('agent2');
  const yann = await bench.customer('Yann');
  await billie.answers();
  for (const stranger of [billie, yann, await bench.connect('customer')]) {
    expect(await add(stranger, callId, 'e')).toBe('callNotFound');
  }
  expect((await agent.does('history.entries', { callId })).entries).toEqual([]);
});

it('[ENTRY-5] shows a call’s entries to its agent and to supervisors, and to nobody else', async () => {
  const { bench, agent, zoe, callId } = await talking();
  await add(zoe, callId, 'e');
  const [billie, sacha] = [await bench.agent('agent2'), await bench.agent('supervisor')];
  for (const isLive of [true, false]) {
    expect((await agent.does('history.entries', { callId })).entries).toHaveLength(1);
    expect((await sacha.does('history.entries', { callId })).entries).toHaveLength(1);
    expect(await billie.tries('history.entries', { callId })).toBe('callNotFound');
    expect(await zoe.tries('history.entries', { callId })).toBe('notAllowed');
    if (!isLive) break;
    await zoe.does('call.hangUp', {});
    await finish(agent, callId);
  }
  expect(await sacha.tries('history.entries', { callId: 'never' as CallId })).toBe('callNotFound');
});

it('[ENTRY-4][ENTRY-5] holds 2000 entries, and reads them in frames that are not too large', async () => {
  const { agent, callId } = await talking();
  for (let index = 0; index < 2000; index += 1) {
    await agent.does('call.addEntry', { callId, entryId: `e${index}`, entry: chat('\u0001'.repeat(2000)) });
  }
  expect(await add(agent, callId, 'one-more')).toBe('recordFull');
  expect(await add(agent, callId, 'e7')).toBe('ok');
  const seen: string[] = [];
  for (let more = true; more;) {
    const page = await agent.does('history.entries', { callId, skip: seen.length });
    expect(page.entries.length).toBeGreaterThan(0);
    expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(MAX_FRAME_BYTES - 200);
    seen.push(...page.entries.map(({ entryId }) => entryId));
    ({ more } = page);
  }
  expect(seen).toEqual(Array.from({ length: 2000 }, (_, index) => `e${index}`));
});

it('[ENTRY-9] tells both sides the policy, and keeps no chat where it says so', async () => {
  const { bench, agent, zoe, callId } = await talking();
  const policy = { maxFileBytes: 50_000_000, customerFiles: true, recordChat: true };
  for (const person of [agent, zoe]) expect(await person.does('assist.policy', {})).toEqual(policy);
  const assist = { ...policy, maxFileBytes: 1000, recordChat: false };
  bench.service.policies.current = { ...DEFAULT_POLICIES, assist };
  expect(await zoe.does('assist.policy', {})).toEqual(assist);
  for (const [index, entry] of EVERY_KIND.entries()) {
    const isChat = ['chat', 'phrase', 'link'].includes(entry.kind);
    expect(await zoe.does('call.addEntry', { callId, entryId: `e${index}`, entry })).toEqual({ kept: !isChat });
  }
  const kinds = (await agent.does('history.entries', { callId })).entries.map(({ entry }) => entry.kind);
  expect(kinds).toEqual(['document', 'surface', 'agreement', 'still']);
});

it('[ENTRY-6] forgets entries after their days, hourly and at the start, and keeps the record', async () => {
  const [store, clock] = [createMemoryStore(), createManualClock()];
  const { bench, agent, zoe, callId } = await talking(await createBench(store, clock));
  await add(zoe, callId, 'old');
  const still = { callId, sha256: SHA256, type: 'png', content: Uint8Array.of(1) } as const;
  const entry = { kind: 'still', sha256: SHA256, bytes: 1, width: 1, height: 1 } as const;
  const note = { callId, party: 'agent', entryId: SHA256, atMs: clock.nowMs(), entry } as const;
  await store.addStill(still, note, { stills: 1, entries: 9 });
  await zoe.does('call.hangUp', {});
  await finish(agent, callId);
  const kept = async () => ({
    entries: (await store.entriesOf(callId, 0, 9)).length,
    still: (await store.findStill(callId, SHA256)) !== null,
  });
  bench.clock.jump(30 * DAY_MS);
  await bench.clock.advance(60 * 60 * 1000 - 1);
  expect(await kept()).toEqual({ entries: 2, still: true });
  await bench.clock.advance(1);
  expect(await kept()).toEqual({ entries: 2, still: false });
  bench.clock.jump(60 * DAY_MS);
  await createBench(store, clock);
  expect(await kept()).toEqual({ entries: 0, still: false });
  expect(await store.findEndedCall(callId)).not.toBeNull();
  expect((await store.recentCalls('demo-agent' as never, 5, clock.nowMs()))[0]?.callId).toBe(callId);
});

it('[KEEP-3] forgets an agreed file after the days that the settings say, and no later than its entry', async () => {
  const [store, clock] = [createMemoryStore(), createManualClock()];
  const { bench, agent, callId } = await talking(await createBench(store, clock));
  const entry = { kind: 'agreement', sha256: SHA256, documentName: 'a', statement: 'b', signedName: 'c' } as const;
  const fileIt = async () => {
    await add(agent, callId, `agreed-${clock.nowMs()}`, entry);
    const file = { callId, sha256: SHA256, atMs: clock.nowMs(), content: Uint8Array.of(1) };
    expect(await store.addAgreedFile(file, 5)).toBe('filed');
  };
  const isKept = async () => (await store.findAgreedFile(callId, SHA256)) !== null;
  const rule = (entriesDays: number, agreementsDays: number) => {
    bench.service.policies.current = {
      ...DEFAULT_POLICIES,
      retention: { ...DEFAULT_POLICIES.retention, entriesDays, stillsDays: 1, agreementsDays },
    };
  };
  rule(10, 2);
  await fileIt();
  clock.jump(2 * DAY_MS);
  await clock.advance(60 * 60 * 1000 - 1);
  expect(await isKept()).toBe(true);
  await clock.advance(1);
  expect(await isKept()).toBe(false);
  rule(2, 3650);
  await fileIt();
  clock.jump(2 * DAY_MS);
  await clock.advance(60 * 60 * 1000);
  expect(await isKept()).toBe(false);
});

it('[ENTRY-6] forgets a still no later than its entry', async () => {
  const [store, clock] = [createMemoryStore(), createManualClock()];
  const { bench, callId } = await talking(await createBench(store, clock));
  bench.service.policies.current = {
    ...DEFAULT_POLICIES,
    retention: {
      callsDays: 365,
      shieldsDays: 90,
      auditDays: 90,
      entriesDays: 2,
      stillsDays: 3650,
      agreementsDays: 3650,
    },
  };
  const still = { callId, sha256: SHA256, type: 'png', content: Uint8Array.of(1) } as const;
  const entry = { kind: 'still', sha256: SHA256, bytes: 1, width: 1, height: 1 } as const;
  const note = { callId, party: 'agent', entryId: SHA256, atMs: clock.nowMs(), entry } as const;
  await store.addStill(still, note, { stills: 1, entries: 9 });
  clock.jump(2 * DAY_MS);
  await clock.advance(60 * 60 * 1000);
  expect(await store.findStill(callId, SHA256)).toBeNull();
});
