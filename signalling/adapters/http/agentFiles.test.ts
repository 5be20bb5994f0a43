// Files for agents over real HTTP: who may have them, who may send them, and what anything else gets.
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { queueIdSchema, type CallId, type OwnRecogniser } from '../../protocol/index.ts';
import { DEFAULT_HEAD_STARTS } from '../../domain/queue/rank.ts';
import { DEFAULT_POLICIES, DEFAULT_IDENTITY, type DocumentOnShelf } from '../../service/policies.ts';
import type { AuditFacts, AuditKind } from '../../service/ports/auditStore.ts';
import type { Server } from '../../server.ts';
import { jpegOf, pngOf, webpOf } from '../../testing/pictures.ts';
import { createRecordingLog, type RecordingLog } from '../../testing/recordingLog.ts';
import { answerOf, bearer, hashOf, signIn, talk, watchAudit } from '../../testing/filesBench.ts';
import { startTestServer, until } from '../../testing/serverBench.ts';
import { testQueue, testQueues } from '../../testing/switchboardBench.ts';
import { openSqliteStore } from '../store/sqliteStore.ts';

const FEES: DocumentOnShelf = {
  documentId: 'fees',
  name: { en: 'Fees', fr: 'Tarifs' },
  type: 'text',
  bytes: 6,
  sha256: hashOf(Buffer.from('Fees €')),
  content: Buffer.from('Fees €'),
};
const CARDS = queueIdSchema.parse('cards');
const MODEL = Buffer.from('a face model');
const RECOGNISER: OwnRecogniser = {
  model: 'bank/1',
  sha256: hashOf(MODEL),
  bytes: MODEL.length,
  thresholds: { match: 0.4, inconclusive: 0.3, strict: 0.5, continuous: 0.2 },
  pixels: { order: 'rgb', mean: 127.5, divisor: 127.5 },
};

let server: Server;
let log: RecordingLog;
let notedOf: (kind: AuditKind) => readonly AuditFacts[];
beforeEach(async () => {
  log = createRecordingLog();
  const policies = {
    ...DEFAULT_POLICIES,
    documents: new Map([[CARDS, [FEES]]]),
    identity: { ...DEFAULT_IDENTITY, recogniser: RECOGNISER },
    recogniser: MODEL,
  };
  const store = openSqliteStore(':memory:', 0);
  notedOf = watchAudit(store);
  server = await startTestServer({ store, policies, log });
});
afterEach(() => server.kill());

const signedIn = (userName: string) => signIn(server, userName);
const talking = () => talk(server);
const stillPath = (callId: CallId, content: Uint8Array) => `${server.origin}/calls/${callId}/stills/${hashOf(content)}`;

function put(token: string, callId: CallId, content: Uint8Array, init: RequestInit = {}): Promise<Response> {
  const headers = { ...bearer(token), 'content-type': 'image/png' };
  const body = content as Uint8Array<ArrayBuffer>;
  return fetch(stillPath(callId, content), { method: 'PUT', body, headers, ...init });
}

it('[ENTRY-7][AUDIT-3] files a still once, lists it among the entries and gives it back as it was', async () => {
  const { client, token, callId } = await talking();
  const pictures = [pngOf(4000, 3000), jpegOf(4032, 3024), webpOf('VP8X', 1920, 1080)];
  for (const picture of pictures) expect(await answerOf(put(token, callId, picture))).toBe('201');
  expect(await answerOf(put(token, callId, pngOf(4000, 3000)))).toBe('200');
  const { entries } = await client.does('history.entries', { callId });
  expect(entries.map(({ party, entryId, entry }) => ({ party, entryId, entry }))).toEqual(
    pictures.map((picture, index) => {
      const sha256 = hashOf(picture);
      const [width, height] = [[4000, 3000] as const, [4032, 3024] as const, [1920, 1080] as const][index] ?? [0, 0];
      return {
        party: 'agent',
        entryId: sha256,
        entry: { kind: 'still', sha256, bytes: picture.length, width, height },
      };
    }),
  );
  const response = await fetch(stillPath(callId, pngOf(4000, 3000)), { headers: bearer(token) });
  const facts = { agentId: 'demo-agent', callId, sha256: hashOf(pngOf(4000, 3000)) };
  expect(notedOf('pictureRead')).toEqual([facts]);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(pngOf(4000, 3000));
});

it('[ENTRY-7] takes a still of 12 MiB, and none larger', { timeout: 20_000 }, async () => {
  const { token, callId } = await talking();
  const largest = new Uint8Array(12 * 1024 * 1024);
  largest.set(pngOf(100, 100));
  expect(await answerOf(put(token, callId, largest))).toBe('201');
  const response = await fetch(stillPath(callId, largest), { headers: bearer(token) });
  expect(hashOf(new Uint8Array(await response.arrayBuffer()))).toBe(hashOf(largest));
  const larger = new Uint8Array(largest.length + 1);
  larger.set(largest);
  expect(await answerOf(put(token, callId, larger))).toBe('413 badParams');
});

it('[ENTRY-7] refuses what is no picture, is not what its address says, or is sent as something else', async () => {
  const { token, callId } = await talking();
  const picture = pngOf(10, 10);
  const text = Buffer.from('<svg onload="alert(1)">');
  expect(await answerOf(put(token, callId, text))).toBe('400 badParams');
  expect(await answerOf(put(token, callId, Buffer.from('%PDF-1.7')))).toBe('400 badParams');
  expect(await answerOf(put(token, callId, pngOf(30_001, 10)))).toBe('400 badParams');
  expect(await answerOf(put(token, callId, picture.subarray(0, 20)))).toBe('400 badParams');
  const headers = { ...bearer(token), 'content-type': 'image/svg+xml' };
  expect(await answerOf(put(token, callId, picture, { headers }))).toBe('415 badParams');
  const other = `${server.origin}/calls/${callId}/stills/${hashOf(text)}`;
  const body = picture as Uint8Array<ArrayBuffer>;
  const init = { method: 'PUT', body, headers: { ...bearer(token), 'content-type': 'image/png' } };
  expect(await answerOf(fetch(other, init))).toBe('400 badParams');
  expect(await answerOf(fetch(`${server.origin}/calls/${callId}/stills/..%2f..%2fx`, init))).toBe('400 badParams');
  const { client } = await signedIn('supervisor');
  expect((await client.does('history.entries', { callId })).entries).toEqual([]);
});

it('[ENTRY-7] files fifty stills with a call and no more', { timeout: 20_000 }, async () => {
  const { token, callId } = await talking();
  for (let width = 1; width <= 50; width += 1) expect(await answerOf(put(token, callId, pngOf(width, 1)))).toBe('201');
  expect(await answerOf(put(token, callId, pngOf(51, 1)))).toBe('409 recordFull');
  expect(await answerOf(put(token, callId, pngOf(50, 1)))).toBe('200');
});

it('[ENTRY-7] takes stills from the call’s own agent only, until wrap-up is finished; shows them to supervisors too', async () => {
  const { client, token, customer, callId } = await talking();
  const [billie, sacha] = [await signedIn('agent2'), await signedIn('supervisor')];
  const picture = pngOf(20, 20);
  const read = (who: string) => answerOf(fetch(stillPath(callId, picture), { headers: bearer(who) }));
  for (const stranger of [billie, sacha]) {
    expect(await answerOf(put(stranger.token, callId, picture))).toBe('404 callNotFound');
  }
  await customer.does('call.hangUp', {});
  await until(() => client.notices('agent.changed').at(-1)?.work.name === 'wrapUp');
  expect(await answerOf(put(token, callId, picture))).toBe('201');
  await client.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect(await answerOf(put(token, callId, pngOf(21, 20)))).toBe('404 callNotFound');
  expect([await read(token), await read(sacha.token)]).toEqual(['200', '200']);
  expect(await read(billie.token)).toBe('404 callNotFound');
  const unknown = stillPath(callId, pngOf(99, 99));
  expect(await answerOf(fetch(unknown, { headers: bearer(token) }))).toBe('404 documentUnknown');
});

it('[ENTRY-8] gives and takes nothing without a session, nor after signing out', async () => {
  const { client, token } = await signedIn('agent');
  const paths = [`/calls/c/stills/${'0'.repeat(64)}`, '/library/fees'];
  for (const path of paths) {
    const ask = (headers: Record<string, string>) => answerOf(fetch(`${server.origin}${path}`, { headers }));
    expect(await ask({})).toBe('401 notSignedIn');
    expect(await ask({ authorization: `Basic ${token}` })).toBe('401 notSignedIn');
    expect(await ask(bearer('x'.repeat(43)))).toBe('401 sessionExpired');
    expect(await ask(bearer(token))).toBe('404 callNotFound');
    expect(await answerOf(fetch(`${server.origin}${path}?token=${token}`))).toBe('401 notSignedIn');
  }
  await client.does('agent.signOut', {});
  expect(await answerOf(fetch(`${server.origin}/library/fees`, { headers: bearer(token) }))).toBe('401 sessionExpired');
});

it('[ENTRY-8] listens to nobody’s body who has not shown a session', async () => {
  const { token, callId } = await talking();
  const begin = (line: string, headers: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1');
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
      socket.on('error', () => undefined);
      // The server ends it, although most of what was announced has not been sent.
      socket.on('close', () => resolve(answer.slice(9, 12)));
      socket.write(
        `${line} HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\nContent-Length: 1000000\r\n${headers}\r\nbegin`,
      );
    });
  const still = `PUT /calls/${callId}/stills/${'0'.repeat(64)}`;
  expect(await begin(still, '')).toBe('401');
  expect(await begin(still, `Origin: https://evil.example\r\nAuthorization: Bearer ${token}\r\n`)).toBe('403');
  for (const line of ['POST /', 'PUT /calls/x', 'GET /healthz', 'POST /library/fees', 'OPTIONS /library/fees']) {
    expect(await begin(line, `Authorization: Bearer ${token}\r\n`)).toBe('413');
  }
});

it('[ENTRY-8] takes two uploads of an agent at a time', async () => {
  const { token, callId } = await talking();
  const head = `PUT /calls/${callId}/stills/${'0'.repeat(64)} HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\n`;
  const slow = () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`${head}Authorization: Bearer ${token}\r\nContent-Length: 1000\r\n\r\nbegin`);
    return socket;
  };
  const [first, second] = [slow(), slow()];
  const third = async () => answerOf(put(token, callId, pngOf(5, 5)));
  let answer = await third();
  const deadline = Date.now() + 5000;
  while (!answer.startsWith('429') && Date.now() < deadline) answer = await third();
  expect(answer).toBe('429 tooManyRequests');
  first.destroy();
  second.destroy();
  while (answer.startsWith('429') && Date.now() < deadline) answer = await third();
  expect(answer).toMatch(/^20[01]$/);
});

it('[ENTRY-8] answers pages of this server and the desktop app by their exact origin, and no others', async () => {
  const { token, callId } = await talking();
  const path = `${server.origin}/library/fees`;
  const preflight = (origin: string) =>
    fetch(path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });
  for (const origin of ['visavis-app://agent', server.origin, `http://localhost:${server.port}`]) {
    const asked = await preflight(origin);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
    expect(asked.headers.get('access-control-allow-methods')).toBe('GET, PUT');
    expect(asked.headers.get('access-control-allow-headers')).toBe('authorization, content-type');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
    expect(asked.headers.get('vary')).toBe('origin');
    for (const headers of [{ ...bearer(token), origin }, { origin }]) {
      expect((await fetch(path, { headers })).headers.get('access-control-allow-origin')).toBe(origin);
    }
  }
  for (const origin of ['https://evil.example', 'null', 'visavis-app://agent.evil', `http://127.0.0.1:1`]) {
    for (const response of [await preflight(origin), await fetch(path, { headers: { ...bearer(token), origin } })]) {
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
    const headers = { ...bearer(token), origin, 'content-type': 'image/png' };
    expect(await answerOf(put(token, callId, pngOf(7, 7), { headers }))).toBe('403 notAllowed');
  }
  const plain = await fetch(path, { headers: bearer(token) });
  expect([plain.status, plain.headers.get('access-control-allow-origin')]).toEqual([200, null]);
});

it('[LIBRARY-2] gives an agent in a call the documents of its queue, and nobody else', async () => {
  const { client, token, callId } = await talking();
  const { documents } = await client.does('library.list', {});
  const { content, ...listed } = FEES;
  expect(documents).toEqual([listed]);
  const response = await fetch(`${server.origin}/library/fees`, { headers: bearer(token) });
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment');
  expect(hashOf(new Uint8Array(await response.arrayBuffer()))).toBe(hashOf(content));
  const ask = (path: string, who: string) => answerOf(fetch(`${server.origin}${path}`, { headers: bearer(who) }));
  expect(await ask('/library/other', token)).toBe('404 documentUnknown');
  expect(await ask('/library/..%2fsettings', token)).toBe('400 badParams');
  const sacha = await signedIn('supervisor');
  expect(await ask('/library/fees', sacha.token)).toBe('404 callNotFound');
  expect(await sacha.client.asks('library.list', {})).toMatchObject({ problem: { code: 'callNotFound' } });
  await client.does('call.hangUp', {});
  await client.does('wrapUp.finish', { callId, reasonId: 'solved', notes: '' });
  expect(await ask('/library/fees', token)).toBe('404 callNotFound');
});

it('[ENTRY-10] logs of a still that it was filed and how large it is, and no token', async () => {
  const { token, callId } = await talking();
  await answerOf(put(token, callId, pngOf(8, 8)));
  await answerOf(put('y'.repeat(43), callId, pngOf(8, 8)));
  const text = log.lines.join('\n');
  expect(text).toContain('still filed');
  for (const secret of [token, 'y'.repeat(43), hashOf(pngOf(8, 8))]) expect(text).not.toContain(secret);
});

it('[LIBRARY-1][ENTRY-9][AUDIT-3] takes up other documents and another policy while calls go on', async () => {
  const { client, token } = await talking();
  const rules = { ...DEFAULT_POLICIES, assist: { ...DEFAULT_POLICIES.assist, customerFiles: false } };
  const sheet = { ...FEES, documentId: 'sheet' };
  const routing = { queues: testQueues(testQueue('cards')), headStarts: DEFAULT_HEAD_STARTS };
  await server.reload(
    { ...routing, profiles: new Map(), passes: new Map() },
    { ...rules, documents: new Map([[CARDS, [sheet]]]) },
  );
  expect(notedOf('settingsTakenUp')).toEqual([{ queues: 1 }]);
  expect((await client.does('library.list', {})).documents.map(({ documentId }) => documentId)).toEqual(['sheet']);
  const ask = (path: string) => answerOf(fetch(`${server.origin}${path}`, { headers: bearer(token) }));
  expect([await ask('/library/fees'), await ask('/library/sheet')]).toEqual(['404 documentUnknown', '200']);
  expect((await client.does('assist.policy', {})).customerFiles).toBe(false);
});

it('[FACE-8] gives the model of the organisation to agents, by its hash, to be kept; customers are not told of it', async () => {
  const { client, token, customer } = await talking();
  expect((await client.does('identity.policy', {})).recogniser).toEqual(RECOGNISER);
  expect((await customer.does('identity.policy', {})).recogniser).toBeNull();
  const path = `${server.origin}/recognisers/${RECOGNISER.sha256}`;
  const response = await fetch(path, { headers: bearer(token) });
  expect(Buffer.from(await response.arrayBuffer()).equals(MODEL)).toBe(true);
  expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  expect(await answerOf(fetch(path))).toBe('401 notSignedIn');
  const another = `${server.origin}/recognisers/${hashOf(Buffer.from('another'))}`;
  expect(await answerOf(fetch(another, { headers: bearer(token) }))).toBe('404 documentUnknown');
  expect(await answerOf(fetch(`${server.origin}/recognisers/x`, { headers: bearer(token) }))).toBe('400 badParams');
});
