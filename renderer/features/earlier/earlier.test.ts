// What was written and shown before a call was handed on, from the customer's page to the next agent's, over hand-flushed data channels.
import { expect, it, vi } from 'vitest';
import type { DocumentCard } from '../../../signalling/protocol/assist.ts';
import type { EarlierPolicy } from '../../../signalling/protocol/index.ts';
import type { AssistRoom } from '../../core/assist/assistRoom.ts';
import { channelPair } from '../../core/assist/testing/fakeDataChannels.ts';
import { roomPair, type RoomPair } from '../../core/assist/testing/roomPair.ts';
import { Earlier, type EarlierOptions } from './earlier.svelte.ts';
import { collectEarlier, type EarlierMaterial } from './earlierMaterial.ts';

type Client = EarlierOptions['client'];
const CONTENT = new Uint8Array(3000).fill(7);

/** As the service answers: a policy, or why it cannot. */
function clientOf(answer: EarlierPolicy | 'unknownRequest' | 'unreachable'): Client & { open: () => void } {
  const listeners = new Set<(state: 'open') => void>();
  const isPolicy = answer !== 'unknownRequest' && answer !== 'unreachable';
  const answers = isPolicy ? { ok: true, value: { earlier: answer } } : { ok: false, problem: { code: answer } };
  return {
    request: vi.fn().mockResolvedValue(answers),
    onState: (listener: (state: 'open') => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: () => listeners.forEach((listener) => listener('open')),
  };
}

async function put(room: AssistRoom, name: string, content = CONTENT): Promise<string> {
  const added = await room.files.add(new Blob([content]));
  if (!added.ok) throw new Error(added.problem);
  const { fileId } = added;
  const about = { name, type: 'pdf', bytes: content.length, by: room.me, addedAtMs: 5, origin: 'file' } as const;
  const card: DocumentCard = { fileId, ...about };
  room.maps.documents.set(fileId, card);
  room.maps.view.set('now', { fileId, page: 2, zoomPercent: 100, cx: 5_000, cy: 0 });
  return fileId;
}

/** Delivers until it is so: a file is hashed elsewhere, and takes its time. */
const until = (pair: ReturnType<RoomPair['join']>, isSo: () => boolean): Promise<unknown> =>
  vi.waitUntil(
    async () => {
      await pair.flush();
      return isSo();
    },
    { timeout: 5_000 },
  );

/** Ada and Bea have written, shown, filled in and drawn; then the call is handed on. */
async function materialOf(): Promise<EarlierMaterial> {
  const { agent, customer, join } = roomPair();
  const pair = join();
  const { chat, linkAnswers, fields, ink } = customer.maps;
  chat.set('one', { kind: 'text', by: 'agent', atMs: 1, text: 'Which house?' });
  chat.set('two', { kind: 'text', by: 'customer', atMs: 2, text: 'The one by the river' });
  chat.set('hold', { kind: 'phrase', by: 'agent', atMs: 3, phrase: { name: 'thanks' } });
  chat.set('no', { kind: 'link', by: 'agent', atMs: 4, url: 'https://no.example' });
  chat.set('yes', { kind: 'link', by: 'agent', atMs: 5, url: 'https://yes.example' });
  linkAnswers.set('yes', 'accepted');
  const fileId = await put(agent, 'plan.pdf');
  await pair.flush();
  customer.files.fetch(fileId, CONTENT.length);
  await until(pair, () => customer.files.stateOf(fileId).name === 'here');
  fields.set(`${fileId}:sum`, { fileId, name: 'sum', value: '200000' });
  const mark = { by: 'customer', tool: 'pen', colour: 'blue', widthUnits: 40, points: [0, 0, 9, 9] } as const;
  ink.set('line', { ...mark, inkId: 'line', points: [0, 0, 9, 9], surface: `page:${fileId}:1` });
  ink.set('screen', { ...mark, inkId: 'screen', points: [0, 0, 9, 9], surface: 'screen:s' });
  const material = collectEarlier(customer, 'Bea', undefined);
  if (!material) throw new Error('there is something');
  return material;
}

type Next = RoomPair & { pair: ReturnType<RoomPair['join']>; there: Earlier; here: Earlier; taken: () => number };

/** With the next agent. */
async function handedOn(material: EarlierMaterial | undefined, client = clientOf('offered')): Promise<Next> {
  const rooms = roomPair();
  const pair = rooms.join();
  let taken = 0;
  const here = new Earlier({ room: rooms.agent, client, material: undefined, onTakenUp: () => (taken += 1) });
  const there = new Earlier({ room: rooms.customer, client, material, onTakenUp: () => undefined });
  await pair.flush();
  return { ...rooms, pair, here, there, taken: () => taken };
}

const sizes = ({ maps }: AssistRoom): number[] =>
  [maps.earlierChat, maps.documents, maps.fields, maps.ink, maps.chat].map(({ entries }) => entries.size);

it('[TRANSFER-11] the next agent reads how much there is and with whom it was; nothing of it is sent before they want it', async () => {
  const material = await materialOf();
  const { agent, customer, here } = await handedOn(material);
  expect(here.offered).toEqual({ agentNames: ['Bea'], messages: 3, documents: 1, state: 'offered' });
  expect([here.awaited, here.given]).toEqual([undefined, undefined]);
  expect([sizes(agent), sizes(customer)]).toEqual([
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ]);
  const [fileId = ''] = material.files.keys();
  expect(customer.files.stateOf(fileId)).toEqual({ name: 'absent' });
});

it('[TRANSFER-13] taken up, it is here: messages with who wrote them, documents with what was filled in and drawn, and what lay open', async () => {
  const material = await materialOf();
  const { agent, customer, here, there, pair, taken } = await handedOn(material);
  const undo = customer.maps.ink.createUndo();
  here.takeUp();
  expect(here.awaited).toMatchObject({ messages: 3 });
  await until(pair, () => here.given !== undefined);
  const [fileId = ''] = material.files.keys();
  agent.files.fetch(fileId, CONTENT.length);
  await until(pair, () => agent.files.stateOf(fileId).name === 'here');
  expect(here.messages.map(({ agentName, message }) => [agentName, message.by, message.kind])).toEqual([
    ['Bea', 'agent', 'text'],
    ['Bea', 'customer', 'text'],
    ['Bea', 'agent', 'link'],
  ]);
  expect(agent.maps.documents.get(fileId)?.name).toBe('plan.pdf');
  expect(agent.files.stateOf(fileId).name).toBe('here');
  expect(agent.maps.fields.get(`${fileId}:sum`)?.value).toBe('200000');
  expect([...agent.maps.ink.entries.keys()]).toEqual(['line']);
  expect(agent.maps.view.get('now')).toMatchObject({ fileId, page: 2 });
  expect([taken(), agent.maps.chat.entries.size]).toEqual([1, 0]);
  for (const side of [here, there]) {
    expect(side.given).toEqual({ agentNames: ['Bea'], messages: 3, documents: 1, state: 'given' });
    side.dismiss();
    expect(side.given).toBeUndefined();
  }
  undo.undo();
  expect(customer.maps.ink.entries.size, 'undoing takes back nothing of before').toBe(1);
});

it('[TRANSFER-13] what the next agent has opened meanwhile stays open', async () => {
  const { agent, here, pair } = await handedOn(await materialOf());
  const own = await put(agent, 'own.pdf', new Uint8Array(10));
  here.takeUp();
  await until(pair, () => here.given !== undefined);
  expect(agent.maps.view.get('now')?.fileId).toBe(own);
  expect(agent.maps.documents.entries.size).toBe(2);
});

it('[TRANSFER-11] who starts empty reads no more of it, and it stays for whoever comes after them', async () => {
  const material = await materialOf();
  const { agent, customer, here, pair } = await handedOn(material);
  here.startEmpty();
  await pair.flush();
  expect([here.offered, here.awaited, here.given]).toEqual([undefined, undefined, undefined]);
  expect(sizes(agent)).toEqual([0, 0, 0, 0, 0]);
  expect(collectEarlier(customer, 'Cem', material)).toMatchObject({ agentNames: ['Bea'] });
  agent.maps.chat.set('c', { kind: 'text', by: 'agent', atMs: 9, text: 'Hello' });
  await pair.flush();
  const next = collectEarlier(customer, 'Cem', material);
  expect(next?.agentNames).toEqual(['Bea', 'Cem']);
  expect([...(next?.messages ?? [])].map(([id, { agentName }]) => [id, agentName])).toEqual([
    ['one', 'Bea'],
    ['two', 'Bea'],
    ['yes', 'Bea'],
    ['c', 'Cem'],
  ]);
});

it('[TRANSFER-13] what was given goes on as it is then, with what was added and without what was taken away', async () => {
  const material = await materialOf();
  const { customer, here, pair } = await handedOn(material);
  here.takeUp();
  await until(pair, () => here.given !== undefined);
  expect(collectEarlier(customer, 'Cem', material)?.agentNames, 'Cem has added nothing').toEqual(['Bea']);
  customer.maps.ink.delete('line');
  await put(customer, 'more.pdf', new Uint8Array(10));
  const next = collectEarlier(customer, 'Cem', material);
  expect([next?.agentNames, next?.messages.size, next?.documents.size, next?.annotations.size]).toEqual([
    ['Bea', 'Cem'],
    3,
    2,
    0,
  ]);
});

it('[TRANSFER-12] where the settings say so it is given at once, or never', async () => {
  const material = await materialOf();
  const always = await handedOn(material, clientOf('always'));
  await until(always.pair, () => always.here.given !== undefined);
  expect(always.here.given).toMatchObject({ messages: 3, documents: 1 });
  expect(always.taken(), 'nobody has asked for it').toBe(0);
  const never = await handedOn(material, clientOf('never'));
  expect([never.here.offered, never.here.given]).toEqual([undefined, undefined]);
  never.agent.maps.earlierAnswer.set('now', 'wanted');
  await never.pair.flush();
  expect(sizes(never.agent), 'nor to an agent’s page that asks all the same').toEqual([0, 0, 0, 0, 0]);
});

it('[TRANSFER-12] a server of before leaves it at an offer; one that is away is asked again', async () => {
  const material = await materialOf();
  expect((await handedOn(material, clientOf('unknownRequest'))).here.offered).toBeDefined();
  const client = clientOf('unreachable');
  const { here, agent, pair } = await handedOn(material, client);
  agent.maps.earlierAnswer.set('now', 'wanted');
  await pair.flush();
  expect([here.offered, sizes(agent)]).toEqual([undefined, [0, 0, 0, 0, 0]]);
  vi.mocked(client.request).mockResolvedValue({ ok: true, value: { earlier: 'offered' } } as never);
  client.open();
  await until(pair, () => here.given !== undefined);
});

it('[ASSIST-13][TRANSFER-11] an agent’s page of before, which has not said that it can be offered anything, is told nothing', async () => {
  const material = await materialOf();
  const { customer } = roomPair();
  const client = clientOf('always');
  const there = new Earlier({ room: customer, client, material, onTakenUp: () => undefined });
  const pair = channelPair();
  customer.attach(pair.here);
  pair.open();
  pair.inject('state', JSON.stringify({ kind: 'hello', version: 1, page: 'ofBefore' }));
  await pair.flush();
  expect(customer.peerReady).toBe(true);
  expect([there.given, sizes(customer), vi.mocked(client.request).mock.calls]).toEqual([
    undefined,
    [0, 0, 0, 0, 0],
    [],
  ]);
  expect(customer.maps.earlier.entries.size).toBe(0);
});

it('[TRANSFER-11] an offer ends with the page that made it: after a reload of the customer’s page there is nothing to take up', async () => {
  const { agent, here } = await handedOn(await materialOf());
  expect(here.offered).toBeDefined();
  const { customer: reloaded } = roomPair();
  const page = new Earlier({ room: reloaded, client: clientOf('offered'), material: undefined, onTakenUp: () => 0 });
  const pair = channelPair();
  agent.attach(pair.here);
  reloaded.attach(pair.there);
  pair.open();
  await pair.flush();
  expect([here.offered, here.awaited, page.given]).toEqual([undefined, undefined, undefined]);
});

it('[TRANSFER-11] where nothing was written or shown nothing is offered; what is not here as a whole is not counted', async () => {
  const { customer } = roomPair();
  expect(collectEarlier(customer, 'Bea', undefined)).toBeUndefined();
  customer.maps.chat.set('hold', { kind: 'phrase', by: 'agent', atMs: 3, phrase: { name: 'thanks' } });
  const card = { name: 'half.pdf', type: 'pdf', bytes: 10, by: 'agent', addedAtMs: 5, origin: 'file' } as const;
  customer.maps.documents.set('a'.repeat(64), { ...card, fileId: 'a'.repeat(64) });
  expect(collectEarlier(customer, 'Bea', undefined)).toBeUndefined();
  expect((await handedOn(undefined)).here.offered).toBeUndefined();
});
