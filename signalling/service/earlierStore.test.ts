// Stores of earlier releases with a call in every state: they open, and every call ends well. `beforeSegments` is of before calls could be
// handed on (2026-11-28, schema version 16), `beforeLegs` of before calls had participants and legs (2026-11-29). Each was written by the
// service of its time and copied with VACUUM INTO.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { agentIdSchema, CAPABILITIES, type Capability, type Work } from '../protocol/index.ts';
import { createManualClock } from '../adapters/clock/manualClock.ts';
import { openSqliteStore } from '../adapters/store/sqliteStore.ts';
import { offerOf } from '../domain/call/parts.ts';
import { createBench, helloAs, type Bench, type Person } from '../testing/serviceBench.ts';

const STORES = join(import.meta.dirname, '../testing/stores');
const tokensOf = (name: string): unknown => JSON.parse(readFileSync(join(STORES, `${name}.json`), 'utf8'));
const TOKENS = tokensOf('beforeSegments') as Record<
  'active' | 'ringing' | 'waiting' | 'promised' | 'wrapped' | 'gone',
  string
>;
/** When it was written, and a second for the restart. */
const RESTARTED_AT_MS = 1_790_000_069_000;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-earlier-'));
  file = join(folder, 'visavis.sqlite');
  unpack('beforeSegments');
});
afterEach(() => rmSync(folder, { recursive: true }));

function unpack(name: string): void {
  writeFileSync(file, gunzipSync(readFileSync(join(STORES, `${name}.sqlite.gz`))));
}

const openBench = (): Promise<Bench> =>
  createBench(openSqliteStore(file, RESTARTED_AT_MS), createManualClock(RESTARTED_AT_MS));

const backInCall = (bench: Bench, which: keyof typeof TOKENS): Promise<Person> => backWith(bench, TOKENS[which]);

async function backWith(bench: Bench, callToken: string): Promise<Person> {
  const customer = await bench.connect('customer');
  const { call } = await customer.does('call.resume', { callToken });
  customer.notices.push({ name: 'call.changed', payload: call });
  return customer;
}

async function backAtWork(
  bench: Bench,
  userName: string,
  capabilities: readonly Capability[] = [],
): Promise<Person & { readonly first: Work }> {
  const agent = await bench.connect(null);
  await agent.does('session.hello', { ...helloAs('agent'), capabilities: [...capabilities] });
  const { agent: view } = await agent.does('agent.signIn', { userName, password: 'demo' });
  agent.notices.push({ name: 'agent.changed', payload: view });
  return Object.assign(agent, { first: view.work });
}

it('[STORE-5][TRANSFER-6] a store of an earlier release opens with its live calls, and each of them ends well', async () => {
  const bench = await openBench();
  expect(bench.log.lines.filter((line) => line.includes('cannot be read'))).toEqual([]);
  const [talks, rings, waits, promised] = await Promise.all(
    (['active', 'ringing', 'waiting', 'promised'] as const).map((which) => backInCall(bench, which)),
  );
  const [alex, billie, sacha] = await Promise.all(
    ['agent', 'agent2', 'supervisor'].map((name) => backAtWork(bench, name)),
  );
  if (!talks || !rings || !waits || !promised || !alex || !billie || !sacha) throw new Error('everybody is back');
  expect([alex.first.name, billie.first.name, sacha.first.name]).toEqual(['inCall', 'wrapUp', 'ringing']);

  // Who was in a call, on hold, goes on; who wraps up finishes.
  await alex.does('call.hold', { held: false });
  const wrapped = bench.service.runner.state.agents.get(agentIdSchema.parse('demo-agent2'))?.context.callId;
  if (!wrapped) throw new Error('Billie wraps up');
  await billie.does('wrapUp.finish', { callId: wrapped, reasonId: 'solved', notes: 'Done after the update' });
  if (sacha.first.name !== 'ringing') throw new Error('it rings at Sacha');
  await sacha.does('offer.answer', { offerId: sacha.first.offer.offerId, withVideo: true });
  await talks.does('call.hangUp', {});
  await alex.does('wrapUp.finish', { callId: alex.callId, reasonId: 'solved', notes: 'Ada was glad' });
  const recent = await alex.does('history.recent', { limit: 9 });
  expect(recent.records.map(({ customerName, notes }) => [customerName, notes])).toEqual([
    ['Ada Active', 'Ada was glad'],
    ['Done Doyle', 'A note of before'],
  ]);

  // Will was the next in line; he who asked to be called back is called, and he who never came back has left.
  expect(
    [alex.view?.work, billie.view?.work].flatMap((work) => (work?.name === 'ringing' ? [work.offer.customerName] : [])),
  ).toEqual(['Will Waiting']);
  await bench.clock.advance(60_000);
  const outcomes = await bench.store.endedCallsSince(0);
  expect(outcomes.find(({ customerName }) => customerName === 'Gus Gone')?.outcome).toBe('abandoned');
  expect(promised.call?.phase.name).toBe('promised');
  await bench.store.close();
});

it('[STORE-9] what cannot be read is said, stays where it is, and keeps nobody else waiting', async () => {
  const db = new DatabaseSync(file);
  db.exec(`UPDATE live_calls SET state = replace(state, '"arrival":4', '"arrival":"four"')`);
  db.exec(`UPDATE live_calls SET state = replace(state, '"ringing":"present"', '"dancing":"present"')`);
  const before = db.prepare('SELECT count(*) AS calls FROM live_calls').get();
  db.close();
  const bench = await openBench();
  const said = bench.log.lines.filter((line) => line.includes('cannot be read'));
  expect(said).toHaveLength(2);
  expect(said.join()).toContain('context.facts.arrival');
  expect(said.join()).not.toContain('Will Waiting');
  const talks = await backInCall(bench, 'active');
  expect(talks.closedWith).toBeNull();
  const gone = await bench.connect('customer');
  expect(await gone.tries('call.resume', { callToken: TOKENS.waiting })).toBe('callNotFound');
  await bench.store.close();
  const again = new DatabaseSync(file);
  expect(again.prepare('SELECT count(*) AS calls FROM live_calls').get()).toEqual(before);
  again.close();
});

it('[STORE-9] an agent whose call cannot be read is free, and a caller whose agent cannot be read is in line again', async () => {
  const db = new DatabaseSync(file);
  db.exec(`UPDATE live_calls SET state = replace(state, '"ringing":"present"', '"dancing":"present"')`);
  db.exec(`UPDATE agent_states SET state = '{}' WHERE agent_id = 'demo-agent'`);
  db.close();
  const bench = await openBench();
  const ada = await bench.connect('customer');
  const { call } = await ada.does('call.resume', { callToken: TOKENS.active });
  expect(call.phase.name).toBe('waiting');
  const sacha = await backAtWork(bench, 'supervisor');
  expect(['idle', 'ringing']).toContain(sacha.first.name);
  // The one whose own call is gone serves again.
  await sacha.does('agent.setIntent', { intent: { name: 'available' } });
  const ringing = bench.service.runner.state.calls.get(call.callId) ?? expect.fail('Ada is in');
  expect(offerOf(ringing.context)?.agentId).toBe('demo-supervisor');
  await bench.store.close();
});

/** Such as `talks`, `on hold`, `waiting`. */
function stateOf({ call }: Person): string {
  const phase = call?.phase;
  if (phase?.name !== 'active') return phase?.name ?? 'unknown';
  return phase.held ? 'on hold' : 'talks';
}

it('[STORE-5][LEG-1] a store of before calls had legs opens with who rings, who is asked and who is on hold, and each call ends well', async () => {
  unpack('beforeLegs');
  const bench = await openBench();
  expect(bench.log.lines.filter((line) => line.includes('cannot be read'))).toEqual([]);
  const tokens = Object.entries(tokensOf('beforeLegs') as Record<string, string>);
  const customers = new Map<string, Person>();
  for (const [name, callToken] of tokens) customers.set(name, await backWith(bench, callToken));
  const at = async (userName: string) => backAtWork(bench, userName, CAPABILITIES);
  const [alex, billie, chris, dana, eli, sacha] = [
    await at('agent'),
    await at('agent2'),
    await at('agent3'),
    await at('agent4'),
    await at('agent5'),
    await at('supervisor'),
  ];
  const states = (): string => [...customers].map(([name, person]) => `${name} ${stateOf(person)}`).join(', ');
  expect(states()).toBe('Tom waiting, Ada on hold, Bob on hold, Cleo on hold, Hal on hold, Pia promised, Will waiting');
  const works = [alex, billie, chris, dana, eli, sacha].map(({ first }) => first.name);
  expect(works).toEqual(['inCall', 'inCall', 'inCall', 'ringing', 'inCall', 'wrapUp']);

  // Everybody goes on from where they were.
  await alex.does('consult.complete', { callId: alex.callId });
  if (dana.first.name !== 'ringing') throw new Error('it rings at Dana');
  await dana.does('offer.answer', { offerId: dana.first.offer.offerId, withVideo: true });
  await chris.does('consult.swap', { callId: chris.callId, to: 'customer' });
  await eli.does('call.hold', { held: false });
  expect(states()).toBe('Tom waiting, Ada talks, Bob on hold, Cleo talks, Hal talks, Pia promised, Will waiting');
  await chris.does('consult.end', { callId: chris.callId });
  // Free again, she is rung for the next in line.
  expect(dana.view?.work).toMatchObject({ name: 'ringing', offer: { customerName: 'Tom Transferred' } });

  for (const [, person] of customers) {
    const inLine = stateOf(person) === 'waiting' || stateOf(person) === 'promised';
    await person.does(inLine ? 'call.leaveLine' : 'call.hangUp', {});
  }
  const outcomes = (await bench.store.endedCallsSince(0)).map((call) => `${call.customerName} ${call.outcome}`);
  expect(outcomes.sort()).toEqual([
    'Ada Asking answered',
    'Bob Beside answered',
    'Cleo Chosen answered',
    'Hal Held answered',
    'Pia Promised abandoned',
    'Tom Transferred answered',
    'Will Waiting abandoned',
  ]);
  await bench.store.close();
});
