// The contract on SQLite, and what only a file can show.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { agentIdSchema, callIdSchema } from '../../protocol/index.ts';
import { createAgent } from '../../domain/agent/agent.ts';
import { NO_CHANGES } from '../../service/ports/store.ts';
import { advanceCall, callPhase } from '../../domain/call/call.ts';
import { agentOf } from '../../domain/call/parts.ts';
import { accountsContract } from './accounts.contract.ts';
import { transcriptContract } from './transcript.contract.ts';
import { identityContract } from './identity.contract.ts';
import { linksContract } from './links.contract.ts';
import { migrate, SCHEMA_VERSION } from './migrations.ts';
import { partsContract } from './parts.contract.ts';
import { openSqliteStore } from './sqliteStore.ts';
import { secondFactorsContract } from './secondFactors.contract.ts';
import { storeContract } from './store.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-store-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const newFile = () => join(folder, `${(count += 1)}.sqlite`);

describe('in a file', () => storeContract(() => openSqliteStore(newFile(), 0)));
describe('in memory', () => storeContract(() => openSqliteStore(':memory:', 0)));
describe('in a file', () => partsContract(() => openSqliteStore(newFile(), 0)));
describe('in a file', () => accountsContract(() => openSqliteStore(newFile(), 0)));
describe('in a file', () => secondFactorsContract(() => openSqliteStore(newFile(), 0)));
describe('in a file', () => transcriptContract(() => openSqliteStore(newFile(), 0)));
describe('in a file', () => identityContract(() => openSqliteStore(newFile(), 0)));
linksContract(() => openSqliteStore(newFile(), 0));

it('[STORE-2] is there again after closing, and after a process that never closed it', async () => {
  const file = newFile();
  const killed = openSqliteStore(file, 0);
  const agent = createAgent({ agentId: agentIdSchema.parse('a'), displayName: 'Alex', role: 'agent' }, 0);
  await killed.commit({ ...NO_CHANGES, agents: [agent] });
  const next = openSqliteStore(file, 0);
  expect((await next.loadLive()).agents).toEqual([agent]);
  await next.close();
  await killed.close();
});

it('[LINK-2] knows a used link again after a process that never closed the store', async () => {
  const file = newFile();
  const killed = openSqliteStore(file, 0);
  await killed.useLink('a', 1000, 0);
  const next = openSqliteStore(file, 0);
  expect(await next.useLink('a', 1000, 1)).toBe(false);
  await next.close();
  await killed.close();
});

it('[STORE-5] refuses a file of a later version and leaves it as it is', async () => {
  const file = newFile();
  await openSqliteStore(file, 0).close();
  const db = new DatabaseSync(file);
  db.exec(`INSERT INTO migrations VALUES (${SCHEMA_VERSION + 1}, 0)`);
  expect(() => openSqliteStore(file, 0)).toThrow(`schema version ${SCHEMA_VERSION + 1}`);
  db.close();
});

it('[STORE-5] brings a file up to date once', async () => {
  const file = newFile();
  await openSqliteStore(file, 7).close();
  await openSqliteStore(file, 8).close();
  const db = new DatabaseSync(file);
  expect(db.prepare('SELECT version, applied_at_ms FROM migrations ORDER BY version').all()).toEqual(
    Array.from({ length: SCHEMA_VERSION }, (_, index) => ({ version: index + 1, applied_at_ms: 7 })),
  );
  db.close();
});

it('[STORE-5] takes up the calls of a file of version 1', async () => {
  const file = newFile();
  const db = new DatabaseSync(file);
  migrate(db, 0, 1);
  const text = readFileSync(join(import.meta.dirname, '../../testing/stores/callsOfVersion1.json'), 'utf8');
  const put = db.prepare('INSERT INTO live_calls VALUES (?, ?)');
  for (const [id, state] of Object.entries(JSON.parse(text) as object)) put.run(id, JSON.stringify(state));
  db.close();
  const store = openSqliteStore(file, 0);
  const loaded = (await store.loadLive()).calls;
  expect(loaded.map((call) => callPhase(call))).toMatchObject([
    { name: 'waiting' },
    { name: 'ringing', offer: { offerId: 'b_1', interrupts: false }, agentPresent: true },
    { name: 'active', conversation: { offerId: 'c_1', answeredAtMs: 7000, generationSinceMs: 7000 } },
    { name: 'ended' },
  ]);
  expect(loaded.map(({ context }) => agentOf(context))).toEqual([null, null, 'alex', 'alex']);
  for (const call of loaded.slice(0, 3)) {
    const restarted = advanceCall(call, { type: 'serverRestarted', atMs: 8000 });
    expect(restarted.accepted).toBe(true);
    const dropped = advanceCall(restarted.call, { type: 'customerDropped', atMs: 9000 });
    const isRinging = callPhase(call).name === 'ringing';
    expect('absence' in dropped.call.context.timers).toBe(isRinging);
  }
  await store.close();
});

it('[STORE-5] takes up the agents of a file of version 3: nobody was writing', async () => {
  const file = newFile();
  const db = new DatabaseSync(file);
  migrate(db, 0, 3);
  const agent = createAgent({ agentId: agentIdSchema.parse('a'), displayName: 'Alex', role: 'agent' }, 0);
  const asOnceSaved = JSON.stringify(agent)
    .replace(/,?"shield":"off"/, '')
    .replace(',"wrapUpLimit":null,"replies":[],"attempt":0', '');
  expect(asOnceSaved).not.toMatch(/shield|replies|attempt|wrapUpLimit/);
  db.prepare('INSERT INTO agent_states VALUES (?, ?)').run('a', asOnceSaved);
  db.close();
  const store = openSqliteStore(file, 0);
  expect((await store.loadLive()).agents).toEqual([agent]);
  await store.close();
});

it('[STORE-5] takes up the settings of a file of version 4: it is not known where they were', async () => {
  const file = newFile();
  const db = new DatabaseSync(file);
  migrate(db, 0, 4);
  db.prepare('INSERT INTO settings VALUES (1, ?, 0)').run('queues: []');
  db.close();
  const store = openSqliteStore(file, 0);
  expect(await store.findSettings()).toEqual({ text: 'queues: []', folder: null });
  await store.close();
});

it('[STORE-5][STORE-6] takes up what was measured of a call as a whole: it was last said of the last who had it', async () => {
  const file = newFile();
  const db = new DatabaseSync(file);
  migrate(db, 0, 22);
  const part = (how: string) => ({ how });
  const state = { context: { segments: [part('answered'), part('transferred'), part('consulted')] } };
  db.prepare('INSERT INTO live_calls VALUES (?, ?)').run('goes-on', JSON.stringify(state));
  db.exec(`INSERT INTO segments VALUES ('over', 1, 'a', 'answered', 1, 2, NULL, NULL), ('over', 2, 'b', 'consulted', 1, 2, NULL, NULL),
      ('over', 3, 'b', 'transferred', 2, 3, NULL, NULL), ('goes-on', 1, 'a', 'answered', 1, 2, NULL, NULL);
    INSERT INTO qualities VALUES ('over', 'agent', '{}'), ('over', 'customer', '{}'), ('goes-on', 'customer', '{}'), ('old', 'agent', '{}');`);
  db.close();
  const store = openSqliteStore(file, 0);
  const found = await Promise.all(
    ['over', 'goes-on', 'old'].map(async (id) =>
      (await store.qualitiesOf(callIdSchema.parse(id))).map(({ number, party }) => [number, party]),
    ),
  );
  expect(found).toEqual([
    [
      [3, 'agent'],
      [3, 'customer'],
    ],
    [[2, 'customer']],
    [[1, 'agent']],
  ]);
  await store.close();
});

it('[STORE-5][BOARD-1] takes up where parts were waited for: as it is known of calls that go on, of others where they were last', async () => {
  const file = newFile();
  const db = new DatabaseSync(file);
  migrate(db, 0, 22);
  const state = { context: { segments: [{ queueId: 'cards' }, { queueId: 'loans' }] } };
  db.prepare('INSERT INTO live_calls VALUES (?, ?)').run('goes-on', JSON.stringify(state));
  db.exec(`INSERT INTO records VALUES ('over', 'loans', '{}', 'Ada', 'voice', 'a', 1, 2, 3, 'answered', 'agent', 'hungUp', NULL);
    INSERT INTO segments VALUES ('over', 1, 'a', 'answered', 1, 2, NULL, NULL), ('goes-on', 1, 'a', 'answered', 1, 2, NULL, NULL);`);
  db.close();
  const store = openSqliteStore(file, 0);
  const queueOf = async (id: string) => (await store.segmentsOf(callIdSchema.parse(id))).map(({ queueId }) => queueId);
  expect([await queueOf('over'), await queueOf('goes-on')]).toEqual([['loans'], ['cards']]);
  await store.close();
});

it('[ENTRY-6] leaves nothing in the file or beside it of what it has forgotten', async () => {
  const file = newFile();
  const store = openSqliteStore(file, 0);
  const callId = callIdSchema.parse('c');
  const text = 'a-sentence-nobody-may-keep';
  const content = Buffer.from('pixels-nobody-may-keep'.repeat(2000));
  const said = {
    callId,
    party: 'agent',
    entryId: 'e',
    atMs: 1,
    entry: { kind: 'chat', messageId: 'm', text },
  } as const;
  const sha256 = 'd'.repeat(64);
  const entry = { kind: 'still', sha256, bytes: 1, width: 1, height: 1 } as const;
  await store.addEntry(said, 10);
  await store.addStill(
    { callId, sha256, type: 'png', content },
    { ...said, entryId: 's', entry },
    { stills: 1, entries: 10 },
  );
  const agreed = 'words-nobody-may-keep'.repeat(40);
  const words = { documentName: 'a', statement: 'b', signedName: 'c' };
  await store.addEntry({ ...said, entryId: 'a', entry: { kind: 'agreement', sha256, ...words } }, 10);
  await store.addAgreedFile({ callId, sha256, atMs: 1, content: new TextEncoder().encode(agreed) }, 1);
  const onDisk = () => [file, `${file}-wal`].map((path) => readFileSync(path, 'latin1')).join('');
  const secrets = [text, 'pixels-nobody-may-keep', 'words-nobody-may-keep'];
  for (const secret of secrets) expect(onDisk()).toContain(secret);
  await store.forgetEntries({ entriesMs: 2, stillsMs: 2, agreementsMs: 2 });
  for (const secret of [...secrets, sha256]) expect(onDisk()).not.toContain(secret);
  await store.close();
});

it('[STORE-3] finds recent calls by index, not by reading all records', async () => {
  const file = newFile();
  await openSqliteStore(file, 0).close();
  const db = new DatabaseSync(file);
  const plan = db
    .prepare(
      `EXPLAIN QUERY PLAN SELECT * FROM records WHERE agent_id = ? AND ended_at_ms < ? ORDER BY ended_at_ms DESC`,
    )
    .all('a', 1);
  expect(JSON.stringify(plan)).toContain('USING INDEX records_by_agent');
  db.close();
});

it('[LINK-6] finds calls of a reference by index', async () => {
  const file = newFile();
  await openSqliteStore(file, 0).close();
  const db = new DatabaseSync(file);
  const plan = db
    .prepare(
      'EXPLAIN QUERY PLAN SELECT * FROM records WHERE reference = ? AND ended_at_ms >= ? ORDER BY ended_at_ms DESC',
    )
    .all('File 7', 1);
  expect(JSON.stringify(plan)).toContain('USING INDEX records_by_reference');
  db.close();
});

it('[STORE-3][SESSION-1] takes up the sessions of an earlier release: they go on, and have ids of their own', async () => {
  const file = newFile();
  const db = new DatabaseSync(file);
  migrate(db, 0, 8);
  db.exec(`INSERT INTO accounts VALUES ('a', 'ann', 'Ann', 'agent', 'hash', 0);
    INSERT INTO sessions VALUES ('one', 'a', 50000000), ('two', 'a', 60000000);`);
  db.close();
  const store = openSqliteStore(file, 0);
  const agentId = agentIdSchema.parse('a');
  const sessions = await store.sessionsOf(agentId, 0);
  expect(sessions).toMatchObject([
    { tokenHash: 'two', startedAtMs: 16_800_000, lastSeenAtMs: 16_800_000, expiresAtMs: 60_000_000 },
    { tokenHash: 'one', startedAtMs: 6_800_000 },
  ]);
  expect(new Set(sessions.map(({ sessionId }) => sessionId)).size).toBe(2);
  expect(await store.endSessions(agentId, { sessionId: sessions[0]?.sessionId ?? '' }, 1)).toBe(1);
  await store.close();
});
