// A store of the release before calls could be handed on, with a call in every state: it opens, and every call ends well.
// It was written by that release's service (of 2026-11-28, schema version 16) and copied with VACUUM INTO.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { agentIdSchema, type Work } from '../protocol/index.ts';
import { createManualClock } from '../adapters/clock/manualClock.ts';
import { openSqliteStore } from '../adapters/store/sqliteStore.ts';
import { createBench, type Bench, type Person } from '../testing/serviceBench.ts';

const STORES = join(import.meta.dirname, '../testing/stores');
const TOKENS = JSON.parse(readFileSync(join(STORES, 'beforeSegments.json'), 'utf8')) as Record<
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
  writeFileSync(file, gunzipSync(readFileSync(join(STORES, 'beforeSegments.sqlite.gz'))));
});
afterEach(() => rmSync(folder, { recursive: true }));

const openBench = (): Promise<Bench> =>
  createBench(openSqliteStore(file, RESTARTED_AT_MS), createManualClock(RESTARTED_AT_MS));

async function backInCall(bench: Bench, which: keyof typeof TOKENS): Promise<Person> {
  const customer = await bench.connect('customer');
  await customer.does('call.resume', { callToken: TOKENS[which] });
  return customer;
}

async function backAtWork(bench: Bench, userName: string): Promise<Person & { readonly first: Work }> {
  const agent = await bench.connect('agent');
  const { agent: view } = await agent.does('agent.signIn', { userName, password: 'demo' });
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
  const { offer } = bench.service.runner.state.calls.get(call.callId)?.context ?? {};
  expect(offer?.agentId).toBe('demo-supervisor');
  await bench.store.close();
});
