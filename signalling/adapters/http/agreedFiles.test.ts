// Files that customers agreed to, over real HTTP: what is filed with a call, who has it back, and what is refused.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CallId } from '../../protocol/index.ts';
import { DEFAULT_HEAD_STARTS } from '../../domain/queue/rank.ts';
import { DEFAULT_POLICIES } from '../../service/policies.ts';
import type { AuditFacts, AuditKind } from '../../service/ports/auditStore.ts';
import type { Server } from '../../server.ts';
import { answerOf, bearer, hashOf, signIn, talk, watchAudit } from '../../testing/filesBench.ts';
import { createRecordingLog, type RecordingLog } from '../../testing/recordingLog.ts';
import { startTestServer, until, type Client } from '../../testing/serverBench.ts';
import { testQueue, testQueues } from '../../testing/switchboardBench.ts';
import { openSqliteStore } from '../store/sqliteStore.ts';

let server: Server;
let log: RecordingLog;
let notedOf: (kind: AuditKind) => readonly AuditFacts[];
beforeEach(async () => {
  log = createRecordingLog();
  const store = openSqliteStore(':memory:', 0);
  notedOf = watchAudit(store);
  server = await startTestServer({ store, log });
});
afterEach(() => server.kill());

const signedIn = (userName: string) => signIn(server, userName);
const talking = () => talk(server);
const PDF = Buffer.from('%PDF-1.7\nagreed');
const agreedPath = (callId: CallId, content: Uint8Array) =>
  `${server.origin}/calls/${callId}/agreements/${hashOf(content)}`;
const putAgreed = (token: string, callId: CallId, content: Uint8Array, type = 'application/pdf') =>
  fetch(agreedPath(callId, content), {
    method: 'PUT',
    body: content as Uint8Array<ArrayBuffer>,
    headers: { ...bearer(token), 'content-type': type },
  });
function says(person: Client, callId: CallId, content: Uint8Array) {
  const entry = {
    kind: 'agreement',
    sha256: hashOf(content),
    documentName: 'a',
    statement: 'I agree.',
    signedName: 'Z',
  };
  return person.asks('call.addEntry', { callId, entryId: `agreed-${hashOf(content).slice(0, 20)}`, entry });
}

it('[KEEP-2][AUDIT-3] files what was agreed once the record names it, and gives it back as it was to agent and supervisor', async () => {
  const { client, token, customer, callId } = await talking();
  const [billie, sacha] = [await signedIn('agent2'), await signedIn('supervisor')];
  expect(await answerOf(putAgreed(token, callId, PDF))).toBe('409 notPossibleNow');
  await says(client, callId, PDF);
  for (const stranger of [billie, sacha]) {
    expect(await answerOf(putAgreed(stranger.token, callId, PDF))).toBe('404 callNotFound');
  }
  await customer.does('call.hangUp', {});
  await until(() => client.notices('agent.changed').at(-1)?.work.name === 'wrapUp');
  expect(await answerOf(putAgreed(token, callId, PDF))).toBe('201');
  expect(await answerOf(putAgreed(token, callId, PDF))).toBe('200');
  await client.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect(await answerOf(putAgreed(token, callId, Buffer.from('%PDF-1.7\nlater')))).toBe('404 callNotFound');
  for (const reader of [token, sacha.token]) {
    const response = await fetch(agreedPath(callId, PDF), { headers: bearer(reader) });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(response.headers.get('content-disposition')).toBe('attachment');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PDF);
  }
  expect(await answerOf(fetch(agreedPath(callId, PDF), { headers: bearer(billie.token) }))).toBe('404 callNotFound');
  expect(await answerOf(fetch(agreedPath(callId, PDF)))).toBe('401 notSignedIn');
  const facts = { callId, sha256: hashOf(PDF) };
  const readers = ['demo-agent', 'demo-supervisor'];
  expect(notedOf('agreementRead')).toEqual(readers.map((agentId) => ({ ...facts, agentId })));
  const unknown = agreedPath(callId, Buffer.from('never'));
  expect(await answerOf(fetch(unknown, { headers: bearer(token) }))).toBe('404 documentUnknown');
});

it(
  '[KEEP-2] refuses what is no PDF or not what its address says, and more than twenty',
  { timeout: 20_000 },
  async () => {
    const { client, token, callId } = await talking();
    const text = Buffer.from('<svg onload="alert(1)">');
    await says(client, callId, text);
    expect(await answerOf(putAgreed(token, callId, text))).toBe('400 badParams');
    expect(await answerOf(putAgreed(token, callId, PDF, 'text/html'))).toBe('415 badParams');
    const body = PDF as Uint8Array<ArrayBuffer>;
    const init = { method: 'PUT', body, headers: { ...bearer(token), 'content-type': 'application/pdf' } };
    expect(await answerOf(fetch(agreedPath(callId, text), init))).toBe('400 badParams');
    for (let count = 0; count <= 20; count += 1) {
      const content = Buffer.from(`%PDF-1.7\n${count}`);
      await says(client, callId, content);
      expect(await answerOf(putAgreed(token, callId, content))).toBe(count < 20 ? '201' : '409 recordFull');
    }
    for (const secret of [token, 'svg', hashOf(PDF)]) expect(log.lines.join('\n')).not.toContain(secret);
  },
);

it('[KEEP-3] keeps none where the settings say so', async () => {
  const { client, token, callId } = await talking();
  const retention = { ...DEFAULT_POLICIES.retention, agreementsDays: 0 };
  const routing = { queues: testQueues(testQueue('cards')), headStarts: DEFAULT_HEAD_STARTS };
  await server.reload({ ...routing, profiles: new Map(), passes: new Map() }, { ...DEFAULT_POLICIES, retention });
  await says(client, callId, PDF);
  expect(await answerOf(putAgreed(token, callId, PDF))).toBe('403 notAllowed');
});
