// @vitest-environment jsdom
// Apps of release 0.1.0 and servers of that release go on with those of today. They refuse every field that they do not know.
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { NO_CAPABILITIES, NOTICES, projected, REQUESTS, type RequestName } from '../../signalling/protocol/index.ts';
import { createSchemaValues } from '../../signalling/testing/hostile/schemaValues.ts';
import { createSeededRandom } from '../../signalling/testing/seededRandom.ts';
import { readServerFrame, UnknownParts } from '../../renderer/core/signallingClient/serverFrames.ts';
import { SignallingClient } from '../../renderer/core/signallingClient/signallingClient.ts';
import * as then from '../support/wire/0.1.0/protocol.js';
import { readStateMessage, SHARED_MAPS, type SharedMapName } from '../../signalling/protocol/assist.ts';
import type { ChannelData } from '../../renderer/core/peerLink/dataChannels.ts';
import { AssistRoom } from '../../renderer/core/assist/assistRoom.ts';
import { channelPair } from '../../renderer/core/assist/testing/fakeDataChannels.ts';
import { roomPair } from '../../renderer/core/assist/testing/roomPair.ts';
import { recordedFrames, recordedChannelMessages } from '../support/wire/recording.ts';

const RELEASE = '0.1.0';
const frames = recordedFrames(RELEASE);
const requests = frames.flatMap(({ who, by, frame }) => (by === 'page' ? [{ who, ...frame }] : []));
const SEED = 20_261_128;
const VALUES = 40;

/** Such as today's schema takes, with whatever has been added since. */
function* validValues(schema: z.core.$ZodType): Generator {
  const valueOf = createSchemaValues(createSeededRandom(SEED), {});
  for (let count = 0; count < VALUES; count += 1) {
    const value = valueOf(schema);
    const parsed = z.safeParse(schema, value);
    if (parsed.success) yield parsed.data;
  }
}

const issuesOf = (schema: z.core.$ZodType, value: unknown): unknown => z.safeParse(schema, value).error?.issues ?? [];

it('[WIRE-24] an app of 0.1.0 takes every answer and notice that a server of today may send it', () => {
  let tried = 0;
  const hold = (name: string, today: z.core.$ZodType, before: z.core.$ZodType): void => {
    for (const value of validValues(today)) {
      tried += 1;
      expect(issuesOf(before, projected(today, value, NO_CAPABILITIES)), `${name}: ${JSON.stringify(value)}`).toEqual(
        [],
      );
    }
  };
  for (const [name, before] of Object.entries(then.NOTICES)) {
    expect(NOTICES, 'a notice that was there stays').toHaveProperty([name]);
    hold(name, NOTICES[name as keyof typeof NOTICES], before);
  }
  for (const [name, { result }] of Object.entries(then.REQUESTS)) {
    expect(REQUESTS, 'a request that was there stays').toHaveProperty([name]);
    hold(name, REQUESTS[name as RequestName].result, result);
  }
  expect(tried).toBeGreaterThan(1000);
});

it('[WIRE-24] a server of 0.1.0 takes every request that an app of today sends it', () => {
  let tried = 0;
  for (const [name, before] of Object.entries(then.REQUESTS)) {
    const { params } = REQUESTS[name as RequestName];
    for (const value of validValues(params)) {
      tried += 1;
      const sent = JSON.parse(JSON.stringify(projected(params, value, NO_CAPABILITIES))) as unknown;
      expect(issuesOf(before.params, sent), `${name}: ${JSON.stringify(sent)}`).toEqual([]);
    }
  }
  expect(tried).toBeGreaterThan(1000);
});

it('[WIRE-24] an app of today understands all that a server of 0.1.0 said in a day of calls, and finds nothing strange', () => {
  const unknown = new UnknownParts();
  const asked = new Map<string, string>();
  let connection = 0;
  for (const { who, by, frame } of frames) {
    if (by === 'page') {
      if (frame.name === 'session.hello') connection += 1;
      asked.set(`${who} ${String(frame.id)}`, frame.name);
      continue;
    }
    const read = readServerFrame(JSON.stringify(frame), unknown);
    expect(read).toEqual(frame);
    if (frame.kind === 'notice') {
      const { name, payload } = frame;
      expect(unknown.read(name, NOTICES[name as keyof typeof NOTICES], payload)?.value, name).toEqual(payload);
    } else if (frame.ok) {
      const name = asked.get(`${who} ${String(frame.id)}`) as RequestName;
      expect(unknown.read(name, REQUESTS[name].result, frame.result)?.value, name).toEqual(frame.result);
    }
  }
  expect(connection).toBeGreaterThanOrEqual(3);
  expect([unknown.fields, unknown.skipped, unknown.answers]).toEqual([0, 0, 0]);
});

/** A server of 0.1.0, as far as it reads what comes; it answers as it did on the day of calls. */
class ServerOfThen {
  readyState = 1;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose = null;
  readonly refused: string[] = [];
  readonly taken: string[] = [];

  send(text: string): void {
    const frame = then.parseRequestFrame(text);
    if (frame === null) throw new Error('no frame of 0.1.0');
    const { id, name } = frame;
    const parsed = then.parseParams(name, frame.params);
    (parsed.ok ? this.taken : this.refused).push(name);
    const hello = { protocolVersion: 1, serverTimeMs: 1, heartbeatIntervalMs: 15_000, demo: true };
    const result = name === 'session.hello' ? hello : {};
    const answer = parsed.ok ? { ok: true, result } : { ok: false, problem: parsed.problem };
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify({ kind: 'reply', id, ...answer }) }));
  }

  close(): void {
    this.readyState = 3;
  }
}

it('[WIRE-24] an app of today greets a server of 0.1.0 in its own words, and is understood all day', async () => {
  const server = new ServerOfThen();
  const greeted = new Promise<SignallingClient>((resolve) => {
    const client: SignallingClient = new SignallingClient({
      ...{ url: 'ws://then/ws', party: 'agent', clientName: 'today', language: 'en' },
      onHello: () => {
        resolve(client);
        return Promise.resolve();
      },
      createSocket: () => server as unknown as WebSocket,
    });
    client.open();
    server.onopen?.();
  });
  const client = await greeted;
  expect(server.refused, 'capabilities are said once, and then no more').toEqual(['session.hello']);
  expect(server.taken).toEqual(['session.hello']);
  const said = requests.filter(({ name }) => name !== 'session.hello');
  for (const { name, params } of said) void client.request(name as RequestName, params as never);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(server.refused).toEqual(['session.hello']);
  expect(server.taken).toHaveLength(said.length + 1);
  client.close();
});

it('[WIRE-24] what pages of 0.1.0 said to one another is understood as it was', () => {
  const said = recordedChannelMessages(RELEASE);
  expect(said.length).toBeGreaterThan(5);
  for (const { message } of said) expect(readStateMessage(message), message.kind).toEqual({ message });
});

it('[WIRE-24][ASSIST-13] a page of 0.1.0 is met as it always was: nothing of what it says is skipped, and it is said to be able to do nothing new', () => {
  for (const me of ['agent', 'customer'] as const) {
    const room = new AssistRoom({ me, maxFileBytes: 1000, nowMs: () => 1 });
    const pair = channelPair();
    room.attach(pair.here);
    pair.open();
    const other = recordedChannelMessages(RELEASE).filter(({ who }) => (who === 'agent') !== (me === 'agent'));
    for (const { message } of other) pair.inject('state', JSON.stringify(message));
    expect([room.peerReady, room.incompatible, room.skippedFrames, room.otherCan('earlier')]).toEqual([
      true,
      undefined,
      0,
      false,
    ]);
  }
});

it('[WIRE-24][ASSIST-13] a page of 0.1.0 takes every frame of a page of today, and all values in the maps that it knows', async () => {
  const { agent, customer, join } = roomPair();
  const pair = join();
  const said: ChannelData[] = [];
  const { send } = pair.here.state;
  pair.here.state.send = (data) => {
    said.push(data);
    return send.call(pair.here.state, data);
  };
  pair.open();
  agent.send({ kind: 'documentExpected' });
  await pair.flush();
  const texts = said.filter((data) => typeof data === 'string').map((text) => JSON.parse(text) as unknown);
  expect(texts.length).toBeGreaterThanOrEqual(2);
  for (const text of texts) expect(issuesOf(then.stateMessageSchema, text), JSON.stringify(text)).toEqual([]);
  // It stops at any other first byte.
  for (const data of said) if (typeof data !== 'string') expect([1, 2, 3]).toContain(data[0]);
  expect(customer.otherCan('earlier')).toBe(true);
  // A page that stands in the same way at the maps of then, and does not know what came later, passes that over.
  expect(then.SHARED_MAPS).not.toHaveProperty('capabilities');
  for (const [name, { value: before }] of Object.entries(then.SHARED_MAPS)) {
    expect(SHARED_MAPS, 'a map that was there stays').toHaveProperty([name]);
    for (const value of validValues(SHARED_MAPS[name as SharedMapName].value)) {
      expect(issuesOf(before, value), `${name}: ${JSON.stringify(value)}`).toEqual([]);
    }
  }
});
