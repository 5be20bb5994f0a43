// Calls that come with a signed link.
import { expect, it } from 'vitest';
import { createManualClock } from '../../adapters/clock/manualClock.ts';
import { createJoseLinks } from '../../adapters/links/joseLinks.ts';
import { plainRules } from '../../adapters/settings/configFile.ts';
import { createMemoryStore } from '../../adapters/store/memoryStore.ts';
import { agentIdSchema, queueIdSchema, type CallId } from '../../protocol/index.ts';
import type { Store } from '../ports/store.ts';
import { createBench, type Bench, type Person } from '../../testing/serviceBench.ts';
import { testQueue, testQueues } from '../../testing/switchboardBench.ts';

const links = createJoseLinks({ secrets: ['a secret of more than thirty-two characters'], publicKeys: [] });
const DAY_MS = 86_400_000;
const LOANS = queueIdSchema.parse('loans');

async function createLinkBench(store: Store = createMemoryStore()): Promise<Bench> {
  const queues = testQueues(testQueue('cards'), testQueue('loans', { linkNeeded: true, maxWaiting: 1 }));
  const bench = await createBench(store, createManualClock(), plainRules(queues));
  bench.service.policies.current = { ...bench.service.policies.current, links };
  return bench;
}
const linkFor = async (
  { clock }: Bench,
  linkId: string,
  name: string | null = 'Zoé Müller',
  queueId = LOANS,
  reference: string | null = 'File 7',
) => (await links.make?.({ linkId, queueId, name, reference, goodUntilMs: clock.nowMs() + 600_000 })) ?? '';
const startWith = (requestId: string, link?: string) => ({
  requestId,
  customerName: 'Somebody',
  topicId: LOANS,
  media: 'video' as const,
  language: 'en' as const,
  ...(link === undefined ? {} : { link }),
});

it('[LINK-1] calls with a link, by the name that it says, and not without where one is needed', async () => {
  const bench = await createLinkBench();
  const agent = await bench.agent();
  const customer = await bench.connect('customer');
  expect(await customer.tries('call.start', startWith('r1'))).toBe('notAllowed');
  await customer.does('call.start', startWith('r1', await linkFor(bench, 'link-one')));
  expect(agent.view).toMatchObject({ work: { name: 'ringing', offer: { customerName: 'Zoé Müller' } } });
});

it('[LINK-1] refuses a link for another topic, an expired one, one of nobody, and any where there are none', async () => {
  const bench = await createLinkBench();
  const customer = await bench.connect('customer');
  const tries = (link: string) => customer.tries('call.start', startWith('r1', link));
  expect(await tries(await linkFor(bench, 'link-one', null, queueIdSchema.parse('cards')))).toBe('linkWrong');
  expect(await tries('a.b.c')).toBe('linkWrong');
  const link = await linkFor(bench, 'link-two');
  await bench.clock.advance(600_000);
  expect(await tries(link)).toBe('linkExpired');
  bench.service.policies.current = { ...bench.service.policies.current, links: null };
  expect(await tries(await linkFor(bench, 'link-three'))).toBe('linkWrong');
});

it('[LINK-2] is good for one call: a reload keeps it, another start is refused, also after a restart', async () => {
  const store = createMemoryStore();
  const bench = await createLinkBench(store);
  const link = await linkFor(bench, 'link-one');
  const customer = await bench.connect('customer');
  const start = startWith('a-request-that-nobody-guesses', link);
  const { callToken, call } = await customer.does('call.start', start);
  // The same start, sent again because its answer was lost.
  const again = await bench.connect('customer');
  expect((await again.does('call.start', start)).call.callId).toBe(call.callId);
  const reloaded = await bench.connect('customer');
  expect((await reloaded.does('call.resume', { callToken })).call.callId).toBe(call.callId);
  const thief = await bench.connect('customer', '203.0.113.9');
  expect(await thief.tries('call.start', startWith('r2', link))).toBe('linkUsed');
  await reloaded.does('call.leaveLine', {});
  expect(await thief.tries('call.start', startWith('r3', link))).toBe('linkUsed');
  const restarted = await createLinkBench(store);
  expect(await (await restarted.connect('customer')).tries('call.start', startWith('r4', link))).toBe('linkUsed');
});

it('[LINK-2] is not used up by a call that did not come about', async () => {
  const bench = await createLinkBench();
  const first = await bench.connect('customer');
  await first.does('call.start', startWith('r1', await linkFor(bench, 'link-one')));
  const second = await bench.connect('customer');
  const link = await linkFor(bench, 'link-two');
  expect(await second.tries('call.start', startWith('r2', link))).toBe('lineFull');
  await first.does('call.leaveLine', {});
  expect(await second.tries('call.start', startWith('r3', link))).toBe('ok');
});

it('[LINK-5] the agent of the call, and nobody else, is told by what the organisation knows the matter, later too', async () => {
  const bench = await createLinkBench();
  const agent = await bench.agent();
  const customer = await bench.connect('customer');
  const { call } = await customer.does('call.start', startWith('r1', await linkFor(bench, 'link-one')));
  const callIds = [call.callId];
  const told = { references: [{ callId: call.callId, reference: 'File 7' }] };
  const other = await bench.agent('agent2');
  expect(await agent.does('call.references', { callIds })).toEqual(told);
  expect(await other.does('call.references', { callIds })).toEqual({ references: [] });
  // An app from before, whose schemas are strict, finds nothing that it does not know.
  expect(JSON.stringify(agent.view)).not.toContain('File 7');
  await agent.does('offer.answer', { offerId: agent.offerId, withVideo: false });
  expect(await agent.does('call.references', { callIds })).toEqual(told);
  await customer.does('call.hangUp', {});
  await agent.does('wrapUp.finish', { callId: call.callId, reasonId: 'solved', notes: '' });
  expect(await agent.does('call.references', { callIds: [...callIds, ...callIds] })).toEqual(told);
  expect(await other.does('call.references', { callIds })).toEqual({ references: [] });
  expect(JSON.stringify(await agent.does('history.recent', { limit: 5 }))).not.toContain('File 7');
});

/** Calls with a link of that reference, is answered, and is wrapped up. */
async function wasServed(bench: Bench, agent: Person, linkId: string, reference = 'File 7'): Promise<CallId> {
  const customer = await bench.connect('customer');
  const { call } = await customer.does(
    'call.start',
    startWith(linkId, await linkFor(bench, linkId, 'Zoé', LOANS, reference)),
  );
  await agent.does('offer.answer', { offerId: agent.offerId, withVideo: false });
  await customer.does('call.hangUp', {});
  await agent.does('wrapUp.finish', { callId: call.callId, reasonId: 'solved', notes: 'NOT TO BE TOLD' });
  return call.callId;
}

it('[LINK-6] whoever a call rings at, has it or missed it is told what was called about lately under its reference', async () => {
  const bench = await createLinkBench();
  const alex = await bench.agent();
  const earlierMs = bench.clock.nowMs();
  await wasServed(bench, alex, 'link-old');
  await wasServed(bench, alex, 'link-other', 'File 8');
  await bench.clock.advance(8 * DAY_MS);
  const gone = await bench.connect('customer');
  await alex.does('agent.setIntent', { intent: { name: 'away', reason: 'break' } });
  await gone.does('call.start', startWith('r2', await linkFor(bench, 'link-gone')));
  await gone.does('call.leaveLine', {});
  const leftMs = bench.clock.nowMs();
  await bench.clock.advance(DAY_MS);

  const billie = await bench.agent('agent2');
  const customer = await bench.connect('customer');
  const { call } = await customer.does('call.start', startWith('r3', await linkFor(bench, 'link-new')));
  const callIds = [call.callId];
  const about = { topic: { en: 'loans', fr: 'loans' } };
  const contacts = [
    { ...about, customerName: 'Zoé Müller', startedAtMs: leftMs, outcome: 'abandoned' },
    {
      ...about,
      customerName: 'Zoé',
      startedAtMs: earlierMs,
      outcome: 'answered',
      reason: { en: 'Solved', fr: 'Résolu' },
    },
  ];
  const told = { callers: [{ callId: call.callId, weekCount: 2, contacts }] };
  expect(await billie.does('history.contacts', { callIds: [...callIds, ...callIds] })).toEqual(told);
  expect(await alex.does('history.contacts', { callIds })).toEqual({ callers: [] });
  // An app from before, whose schemas are strict, finds nothing that it does not know.
  expect(Object.keys(billie.view?.work ?? {})).toEqual(['name', 'offer']);

  await bench.clock.advance(20_000);
  await billie.does('agent.setIntent', { intent: { name: 'away', reason: 'break' } });
  expect((await billie.does('history.missed', { limit: 5 })).missed).toMatchObject([{ callId: call.callId }]);
  expect(await billie.does('history.contacts', { callIds })).toEqual(told);
  await alex.does('agent.setIntent', { intent: { name: 'available' } });
  expect(await alex.does('history.contacts', { callIds })).toEqual(told);
  await alex.does('offer.answer', { offerId: alex.offerId, withVideo: false });
  expect(await alex.does('history.contacts', { callIds })).toEqual(told);
});

it('[LINK-5][LINK-6][CONSULT-6] whoever is only asked about a call is told neither, then or afterwards; whoever takes it over is', async () => {
  const bench = await createLinkBench();
  const alex = await bench.agentOfToday();
  await wasServed(bench, alex, 'link-old');
  const customer = await bench.connect('customer');
  const { call } = await customer.does('call.start', startWith('r1', await linkFor(bench, 'link-one')));
  await alex.answers();
  const billie = await bench.agentOfToday('agent2');
  const { callId } = call;
  const ask = () =>
    alex.does('call.consult', { callId, to: agentIdSchema.parse('demo-agent2'), reason: '', notes: '' });
  const told = async (agent: Person) => {
    const { references } = await agent.does('call.references', { callIds: [callId] });
    const { callers } = await agent.does('history.contacts', { callIds: [callId] });
    return [references.length, callers.length];
  };
  await ask();
  expect(await told(billie)).toEqual([0, 0]);
  await billie.answers();
  expect([await told(billie), await told(alex)]).toEqual([
    [0, 0],
    [1, 1],
  ]);
  await alex.does('consult.end', { callId });
  expect(await told(billie)).toEqual([0, 0]);
  await ask();
  await billie.answers();
  await alex.does('consult.complete', { callId });
  expect(await told(billie)).toEqual([1, 1]);
});

it('[LINK-5][CONSULT-6] nor is whoever was only asked once the call is on record', async () => {
  const bench = await createLinkBench();
  const alex = await bench.agentOfToday();
  const customer = await bench.connect('customer');
  const { call } = await customer.does('call.start', startWith('r1', await linkFor(bench, 'link-one')));
  await alex.answers();
  const billie = await bench.agentOfToday('agent2');
  const { callId } = call;
  await alex.does('call.consult', { callId, to: agentIdSchema.parse('demo-agent2'), reason: '', notes: '' });
  await billie.answers();
  await customer.does('call.hangUp', {});
  await alex.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect(await billie.does('call.references', { callIds: [callId] })).toEqual({ references: [] });
  expect((await alex.does('call.references', { callIds: [callId] })).references).toHaveLength(1);
});

it('[LINK-6] nothing is told of a caller whose link carries no reference, whatever they are called, nor of what is over a month ago or forgotten', async () => {
  const bench = await createLinkBench();
  const alex = await bench.agent();
  const toldOf = async (linkId: string, reference: string | null) => {
    const customer = await bench.connect('customer');
    const link = await linkFor(bench, linkId, 'Zoé', LOANS, reference);
    const { call } = await customer.does('call.start', startWith(linkId, link));
    const { callers } = await alex.does('history.contacts', { callIds: [call.callId] });
    await customer.does('call.leaveLine', {});
    return callers.flatMap(({ contacts }) => contacts).length;
  };
  await wasServed(bench, alex, 'link-one');
  expect(await toldOf('link-none', null)).toBe(0);
  expect(await toldOf('link-two', 'File 7')).toBe(1);
  await bench.clock.advance(31 * DAY_MS);
  expect(await toldOf('link-three', 'File 7')).toBe(0);
  await bench.service.store.forgetRecords({ callsMs: Number.MAX_SAFE_INTEGER, shieldsMs: 0 });
  expect(await toldOf('link-four', 'File 7')).toBe(0);
});

it('[LINK-6][AUDIT-3] which calls were told of stands in the audit log before they are told', async () => {
  const store = createMemoryStore();
  const bench = await createLinkBench(store);
  const alex = await bench.agent();
  const earlier = await wasServed(bench, alex, 'link-one');
  const customer = await bench.connect('customer');
  const { call } = await customer.does('call.start', startWith('r2', await linkFor(bench, 'link-two')));
  await alex.does('history.contacts', { callIds: [call.callId] });
  const [entry] = store.audit.filter(({ facts }) => facts['what'] === 'contacts');
  expect(entry).toMatchObject({
    kind: 'recordsListed',
    facts: { agentId: 'demo-agent', callIds: earlier, records: 1 },
  });
  expect(JSON.stringify(store.audit)).not.toContain('File 7');
  store.appendAudit = () => Promise.reject(new Error('no space'));
  expect(await alex.tries('history.contacts', { callIds: [call.callId] })).toBe('internal');
});
