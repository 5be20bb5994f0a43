// One side's room, a server made up by the test, and what gets on the record.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { CallId, Params, Party, ProblemCode } from '../../../signalling/protocol/index.ts';
import type { AgentFileAnswer, AgentFiles, AgreedFile, StillFile } from '../../core/agentFiles/agentFiles.ts';
import { AssistRoom } from '../../core/assist/assistRoom.ts';
import { CallRecorder, type FiledKind } from './callRecorder.ts';
import type { TranscriptClient } from './transcriptSender.ts';

const CALL = 'call-1' as CallId;
type Told = Params<'call.addEntry'>;

/** Answers every entry with what `answer` gives, at a time that the test moves on. */
class FakeServer {
  state: TranscriptClient['state'] = 'open';
  nowMs = 100_000;
  readonly told: Told[] = [];
  readonly tries: Told[] = [];
  answer: (told: Told) => ProblemCode | 'unreachable' | 'kept' | 'notKept' = () => 'kept';

  /** `state` is read anew each time it is asked for. */
  readonly client: TranscriptClient = Object.defineProperty(
    {
      nowMs: () => this.nowMs,
      request: ((_name: 'call.addEntry', params: Told) => {
        this.tries.push(params);
        const code = this.answer(params);
        if (code !== 'kept' && code !== 'notKept') return Promise.resolve({ ok: false, problem: { code } });
        if (code === 'kept') this.told.push(params);
        return Promise.resolve({ ok: true, value: { kept: code === 'kept' } });
      }) as TranscriptClient['request'],
      state: 'open',
    },
    'state',
    { get: () => this.state },
  );

  get kinds(): string[] {
    return this.told.map(({ entry }) => entry.kind);
  }
}

type Side = { room: AssistRoom; server: FakeServer; recorder: CallRecorder; say: (messageId: string) => void };

function side(me: Party, server = new FakeServer(), files?: AgentFiles, onGivenUp?: (kind: FiledKind) => void): Side {
  const room = new AssistRoom({ me, maxFileBytes: 10_000_000, nowMs: () => server.nowMs });
  const recorder = new CallRecorder({
    room,
    client: server.client,
    callId: CALL,
    files,
    ...(onGivenUp ? { onGivenUp } : {}),
  });
  const say = (messageId: string): void =>
    room.maps.chat.set(messageId, { by: me, atMs: server.nowMs, kind: 'text', text: `words of ${messageId}` });
  return { room, server, recorder, say };
}

/** Sixteen pixels of a PNG, as far as its header goes. */
const PICTURE = Uint8Array.from(
  [137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 4, 0, 0, 0, 4, 8, 2, 0, 0, 0].concat([
    38, 147, 9, 41, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
  ]),
);

async function addFile(
  { room }: Side,
  by: Party,
  origin: 'file' | 'still' | 'agreed',
  content: Uint8Array<ArrayBuffer> = PICTURE,
): Promise<string> {
  const blob = new Blob([content]);
  const added = await room.files.add(blob);
  if (!added.ok) throw new Error('it fits');
  const { fileId } = added;
  const card = {
    fileId,
    name: 'card.png',
    type: 'png',
    bytes: blob.size,
    by,
    addedAtMs: room.nowMs(),
    origin,
  } as const;
  room.maps.documents.set(fileId, card);
  return fileId;
}

const settle = (durationMs = 1_000): Promise<unknown> => vi.advanceTimersByTimeAsync(durationMs);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('[ENTRY-11] reports what this side says, and leaves what the other says to them', async () => {
  const customer = side('customer');
  const { room, server } = customer;
  customer.say('mine');
  room.maps.chat.set('theirs', { by: 'agent', atMs: server.nowMs, kind: 'text', text: 'Hello' });
  room.maps.chat.set('hold', {
    by: 'customer',
    atMs: server.nowMs,
    kind: 'phrase',
    phrase: { name: 'hold', reason: 'lookUp', minutes: 2 },
  });
  await settle();
  expect(server.told.map(({ entryId, entry }) => [entryId, entry])).toEqual([
    ['mine', { kind: 'chat', messageId: 'mine', text: 'words of mine' }],
    ['hold', { kind: 'phrase', messageId: 'hold', phrase: 'hold', params: { reason: 'lookUp', minutes: 2 } }],
  ]);
});

it('[ENTRY-11] what was said in one breath stays in order, whatever the way to the server takes', async () => {
  const { room, server } = side('agent');
  server.state = 'reconnecting';
  const head = { by: 'agent', atMs: server.nowMs } as const;
  room.maps.chat.set('words', { ...head, kind: 'text', text: 'Here it is.' });
  room.maps.chat.set('link', { ...head, atMs: head.atMs + 1, kind: 'link', url: 'https://bank.example/' });
  server.nowMs += 2_000;
  server.state = 'open';
  await settle(2_000);
  const [words, link] = server.told.map(({ agoMs }) => agoMs ?? 0);
  expect((words ?? 0) - (link ?? 0)).toBeGreaterThanOrEqual(50);
});

it('[ENTRY-11] reports a link as its sender asks, and the answer as the other gives it', async () => {
  const [agent, customer] = [side('agent'), side('customer')];
  const url = 'https://bank.example/fees';
  for (const { room, server } of [agent, customer]) {
    room.maps.chat.set('link', { by: 'agent', atMs: server.nowMs, kind: 'link', url });
    room.maps.linkAnswers.set('link', 'declined');
  }
  await settle();
  const link = { kind: 'link', messageId: 'link', url, host: 'bank.example' };
  expect(agent.server.told).toMatchObject([{ entryId: 'link', entry: { ...link, status: 'asked' } }]);
  expect(customer.server.told).toMatchObject([{ entryId: 'link-declined', entry: { ...link, status: 'declined' } }]);
});

it('[ENTRY-11] reports documents that this side puts on the table, and the names of what it shares', async () => {
  const agent = side('agent');
  const fileId = await addFile(agent, 'agent', 'file');
  const screen = { shareId: 'share', name: 'Terms – Browser', kind: 'window', state: 'sharing' } as const;
  agent.room.maps.screens.set('agent', screen);
  agent.room.maps.screens.set('agent', { ...screen, state: 'paused' });
  agent.room.maps.screens.set('customer', { ...screen, shareId: 'theirs' });
  agent.room.maps.screens.delete('agent');
  await settle();
  expect(agent.server.told.map(({ entry }) => entry)).toEqual([
    { kind: 'document', name: 'card.png', sha256: fileId, bytes: PICTURE.length },
    { kind: 'surface', name: 'Terms – Browser', surface: 'window', change: 'begun' },
    { kind: 'surface', name: 'Terms – Browser', surface: 'window', change: 'ended' },
  ]);
});

it('[ENTRY-11] reports an agreement once its document is here, not while it is only said to be', async () => {
  const customer = side('customer');
  const { room, server } = customer;
  const source = await addFile(customer, 'agent', 'file');
  const agreed = { fileId: source, statement: 'I agree.', askedAtMs: 1_000, state: 'agreed' } as const;
  const decided = { ...agreed, signedName: 'Ada', decidedAtMs: server.nowMs, resultFileId: 'f'.repeat(64) };
  room.maps.agreements.set('one', decided);
  await settle();
  expect(server.told).toEqual([]);
  const sha256 = await addFile(customer, 'agent', 'agreed', Uint8Array.of(...PICTURE, 1));
  room.maps.agreements.set('one', { ...decided, resultFileId: sha256 });
  await settle();
  const entry = { kind: 'agreement', sha256, documentName: 'card.png', statement: 'I agree.', signedName: 'Ada' };
  expect(server.told).toMatchObject([{ entryId: 'agreed-one', entry }]);
});

it('[ENTRY-11] keeps what cannot be told while the server is away, and says how long ago it was', async () => {
  const { server, say } = side('customer');
  server.state = 'reconnecting';
  say('first');
  await settle(5_000);
  expect(server.tries).toEqual([]);
  server.state = 'open';
  server.nowMs += 8_000;
  server.answer = () => (server.tries.length < 2 ? 'unreachable' : 'kept');
  await settle(5_000);
  expect(server.told).toMatchObject([{ entryId: 'first', agoMs: 8_000 }]);
});

it('[ENTRY-11] reports the same once, also after a reload, and leaves room for other requests', async () => {
  const first = side('customer');
  for (let index = 0; index < 100; index += 1) first.say(`m${String(index)}`);
  first.room.together(() => first.say('m0'));
  await settle(1_000);
  expect(first.server.tries.length).toBeLessThanOrEqual(21);
  await settle(10_000);
  expect(first.server.told).toHaveLength(100);
  expect(first.server.told.map(({ entryId }) => entryId)).toEqual(
    [...first.room.maps.chat.entries.keys()].toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))),
  );
});

it.each(['recordFull', 'callNotFound'] as const)('[ENTRY-11] stops for good on %s', async (code) => {
  const { server, say } = side('agent');
  server.answer = () => code;
  say('one');
  say('two');
  await settle(60_000);
  expect(server.tries).toHaveLength(1);
});

it('[ENTRY-11] sends no more chat where none is kept, and goes on with the rest', async () => {
  const agent = side('agent');
  agent.server.answer = ({ entry }) => (entry.kind === 'chat' ? 'notKept' : 'kept');
  agent.say('one');
  agent.say('two');
  await addFile(agent, 'agent', 'file');
  await settle();
  expect(agent.server.tries.filter(({ entry }) => entry.kind === 'chat')).toHaveLength(1);
  expect(agent.server.kinds).toEqual(['document']);
});

it('[ENTRY-11] still reports what waits when the call is over, but nothing for ever', async () => {
  const { server, say, recorder } = side('customer');
  server.state = 'reconnecting';
  say('last');
  recorder.close();
  await settle(10_000);
  server.state = 'open';
  await settle(2_000);
  expect(server.kinds).toEqual(['chat']);

  const late = side('customer');
  late.server.state = 'reconnecting';
  late.say('lost');
  late.recorder.close();
  await settle(600_000);
  late.server.state = 'open';
  await settle(60_000);
  expect(late.server.tries).toEqual([]);
});

function fakeFiles(answers: AgentFileAnswer<undefined>[]) {
  const filed: StillFile[] = [];
  const agreed: AgreedFile[] = [];
  const files: AgentFiles = {
    readDocument: () => Promise.reject(new Error('not asked for')),
    readStill: () => Promise.reject(new Error('not asked for')),
    readRecogniser: () => Promise.reject(new Error('not asked for')),
    readAgreed: () => Promise.reject(new Error('not asked for')),
    fileStill: (still) => {
      filed.push(still);
      return Promise.resolve(answers.shift() ?? { ok: true, value: undefined });
    },
    fileAgreed: (file) => {
      agreed.push(file);
      return Promise.resolve(answers.shift() ?? { ok: true, value: undefined });
    },
  };
  return { files, filed, agreed };
}

it('[ENTRY-12] the customer’s page says itself that it sent a photo; the agent’s files it, again until it is there', async () => {
  const { files, filed } = fakeFiles([
    { ok: false, code: 'unreachable' },
    { ok: false, code: 'tooManyRequests' },
  ]);
  const [agent, customer] = [side('agent', undefined, files), side('customer')];
  const sha256 = await addFile(agent, 'customer', 'still');
  await addFile(customer, 'customer', 'still');
  await settle(60_000);
  expect(customer.server.told).toMatchObject([
    { entryId: sha256, entry: { kind: 'still', sha256, bytes: PICTURE.length, width: 4, height: 4 } },
  ]);
  expect(agent.server.tries).toEqual([]);
  expect(filed.map(({ callId, sha256: id, type }) => [callId, id, type])).toEqual(
    Array.from({ length: 3 }, () => [CALL, sha256, 'png']),
  );
});

it('[ENTRY-12] a photo that will not be on the record is said', async () => {
  const { files, filed } = fakeFiles([{ ok: false, code: 'badParams' }]);
  const onGivenUp = vi.fn();
  const agent = side('agent', undefined, files, onGivenUp);
  await addFile(agent, 'customer', 'still');
  await settle(60_000);
  expect(filed).toHaveLength(1);
  expect(onGivenUp.mock.calls).toEqual([['still']]);
});

/** On both sides, as when the customer has agreed and the file is here. */
async function agree({ room, server }: Side, source: string): Promise<string> {
  const content = Uint8Array.of(...PICTURE, 1);
  const added = await room.files.add(new Blob([content]));
  if (!added.ok) throw new Error('it fits');
  const decided = {
    state: 'agreed',
    signedName: 'Ada',
    decidedAtMs: server.nowMs,
    resultFileId: added.fileId,
  } as const;
  room.maps.agreements.set('one', { fileId: source, statement: 'I agree.', askedAtMs: 1_000, ...decided });
  return added.fileId;
}

it('[KEEP-2] the agent’s page files what was agreed, until the record that names it takes it', async () => {
  const { files, agreed } = fakeFiles([
    { ok: false, code: 'notPossibleNow' },
    { ok: false, code: 'unreachable' },
  ]);
  const agent = side('agent', undefined, files);
  const sha256 = await agree(agent, await addFile(agent, 'agent', 'file'));
  await settle(60_000);
  expect(agreed.map(({ callId, sha256: id, content }) => [callId, id, content.size])).toEqual(
    Array.from({ length: 3 }, () => [CALL, sha256, PICTURE.length + 1]),
  );
});

it.each([
  { code: 'recordFull', said: [['agreed']] },
  { code: 'badParams', said: [['agreed']] },
  { code: 'notAllowed', said: [] },
] as const)(
  '[KEEP-2] that an agreed file will not be on the record is said, unless none is kept: $code',
  async (given) => {
    const { files, agreed } = fakeFiles([{ ok: false, code: given.code }]);
    const onGivenUp = vi.fn();
    const agent = side('agent', undefined, files, onGivenUp);
    await agree(agent, await addFile(agent, 'agent', 'file'));
    await settle(60_000);
    expect(agreed).toHaveLength(1);
    expect(onGivenUp.mock.calls).toEqual(given.said);
  },
);
