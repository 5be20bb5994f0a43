// A day of calls as the pages of release 0.1.0 had it, said again to the real server of today: every answer and notice is one that
// they would take, and everything comes about as it did.
import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as z from 'zod/mini';
import { consentText, type Params, type ServerFrame } from '../../signalling/protocol/index.ts';
import { until } from '../../signalling/testing/serverBench.ts';
import { startServer, type RunningServer } from '../support/signallingServer.ts';
import * as then from '../support/wire/0.1.0/protocol.js';
import { recordedFrames, type RecordedFrame } from '../support/wire/recording.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());

/** One page's connection. */
class Page {
  readonly socket: WebSocket;
  readonly replies = new Map<number, ServerFrame>();
  readonly notices: Extract<ServerFrame, { kind: 'notice' }>[] = [];
  /** Names of requests by their ids. */
  readonly asked = new Map<number, string>();
  readonly wrong: string[] = [];
  readonly #told: (name: string, payload: unknown) => void;

  constructor({ origin }: RunningServer, told: (name: string, payload: unknown) => void) {
    this.#told = told;
    this.socket = new WebSocket(`${origin.replace('http', 'ws')}/ws`, { origin });
    this.socket.on('message', (data: Buffer) => this.#take(data.toString()));
  }

  #take(text: string): void {
    const parsed = z.safeParse(then.serverFrameSchema, JSON.parse(text));
    if (!parsed.success) {
      this.wrong.push(`no frame of 0.1.0: ${text}`);
      return;
    }
    const frame = parsed.data;
    if (frame.kind === 'notice') {
      const schema = then.NOTICES[frame.name];
      // A name that an app does not know is skipped by it.
      if (schema !== undefined) this.#hold(frame.name, schema, frame.payload);
      this.notices.push(frame);
      this.#told(frame.name, frame.payload);
      return;
    }
    this.replies.set(frame.id, frame);
    const name = this.asked.get(frame.id) ?? '';
    if (frame.ok) this.#hold(name, then.REQUESTS[name]?.result, frame.result);
  }

  #hold(name: string, schema: z.core.$ZodType | undefined, value: unknown): void {
    const issues = schema === undefined ? 'not known' : z.safeParse(schema, value).error?.issues;
    if (issues !== undefined) this.wrong.push(`${name}: ${JSON.stringify(issues)}`);
  }
}

/** Long enough to be made up, and nothing else. */
const MADE_UP = /^[A-Za-z0-9_-]{12,}$/;

/** Ids and tokens of that day, as they are today. */
class Names {
  readonly #today = new Map<string, string>();
  /** What the server made up that day. */
  readonly #made: ReadonlySet<string>;

  constructor(frames: readonly RecordedFrame[]) {
    const seen = new Map<string, RecordedFrame['by']>();
    for (const { by, frame } of frames) for (const text of textsIn(frame)) if (!seen.has(text)) seen.set(text, by);
    this.#made = new Set([...seen].flatMap(([text, by]) => (by === 'server' && MADE_UP.test(text) ? [text] : [])));
  }

  /** Nothing in it is still to be learned. */
  knows(value: unknown): boolean {
    return textsIn(value).every((text) => !this.#made.has(text) || this.#today.has(text));
  }

  learn(before: unknown, now: unknown): void {
    if (typeof before === 'string' && typeof now === 'string') {
      if (MADE_UP.test(before)) this.#today.set(before, now);
    } else if (isHolder(before) && isHolder(now)) {
      for (const [key, value] of Object.entries(before)) this.learn(value, (now as Record<string, unknown>)[key]);
    }
  }

  translated(value: unknown): unknown {
    if (typeof value === 'string') return this.#today.get(value) ?? value;
    if (Array.isArray(value)) return value.map((item) => this.translated(item));
    if (!isHolder(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.translated(inner)]));
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return isHolder(value) ? Object.values(value).flatMap(textsIn) : [];
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What a page signs is over what it is asked today. */
function signedAnew(params: Params<'identity.consent'>, about: { callId: string; nonce: string }): unknown {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signature = sign(null, Buffer.from(consentText({ ...params, ...about })), privateKey).toString('base64url');
  return { ...params, proof: { publicKey: publicKey.export({ format: 'jwk' }).x, signature } };
}

/** What was seen of two pages may be out of order by so many frames: each was watched by itself. */
const SKEW = 30;

/** What a page does when it has heard of it from the other page, or when the person has seen it there. */
const AFTER: Readonly<Record<string, string>> = {
  'identity.begin': 'identity.consent',
  'identity.wantedKeys': 'identity.begin',
  'identity.finish': 'identity.wantedKeys',
  'call.hangUp': 'identity.finish',
  'wrapUp.finish': 'call.hangUp',
};

/** Every page says its part in its order; pages wait for one another as people did. */
class Replay {
  readonly pages: Page[] = [];
  readonly #frames: readonly RecordedFrame[];
  readonly #names: Names;
  readonly #present = new Map<RecordedFrame['who'], Page>();
  readonly #spoken = new Map<RecordedFrame['who'], Page[]>();
  readonly #done: boolean[] = [];
  readonly #answered = new Set<string>();
  readonly #taught = new Set<number>();
  #callId = '';
  #nonce = '';

  constructor(frames: readonly RecordedFrame[]) {
    this.#frames = frames;
    this.#names = new Names(frames);
  }

  async run(): Promise<void> {
    const whos = new Set(this.#frames.map(({ who }) => who));
    await Promise.all([...whos].map((who) => this.#runPage(who)));
  }

  noticesOf(who: RecordedFrame['who']): Page['notices'] {
    return this.#spoken.get(who)?.flatMap(({ notices }) => notices) ?? [];
  }

  async #runPage(page: RecordedFrame['who']): Promise<void> {
    for (const [index, recorded] of this.#frames.entries()) {
      if (recorded.who !== page) continue;
      if (recorded.by === 'page') await this.#say(recorded, index);
      else await this.#hear(recorded);
      this.#done[index] = true;
    }
  }

  async #say({ who, frame }: Extract<RecordedFrame, { by: 'page' }>, index: number): Promise<void> {
    const { id, name } = frame;
    const isHello = name === 'session.hello';
    const before = isHello ? index : Math.max(0, index - SKEW);
    await come(`${who}: ${name} is the turn of`, () => this.#frames.every((_, at) => at >= before || this.#done[at]));
    await come(`${who}: ${name} names what is not known`, () => this.#names.knows(frame.params));
    const cause = AFTER[name] ?? (who === 'customer' && name.startsWith('peer.') ? 'offer.answer' : undefined);
    await come(`${who}: ${name} comes after ${cause ?? ''}`, () => cause === undefined || this.#answered.has(cause));
    if (isHello) {
      const made = new Page(server, (name, payload) => this.#learn(who, name, payload));
      await until(() => made.socket.readyState === WebSocket.OPEN);
      this.#present.set(who, made);
      this.pages.push(made);
      this.#spoken.set(who, [...(this.#spoken.get(who) ?? []), made]);
    }
    const page = this.#pageOf(who);
    page.asked.set(id, name);
    const params = this.#names.translated(frame.params);
    const about = { callId: this.#callId, nonce: this.#nonce };
    const said = name === 'identity.consent' ? signedAnew(params as Params<'identity.consent'>, about) : params;
    page.socket.send(JSON.stringify({ kind: 'request', id, name, params: said }));
  }

  async #hear({ who, frame }: Extract<RecordedFrame, { by: 'server' }>): Promise<void> {
    const page = this.#pageOf(who);
    // How often something is told depends on who was quicker: what it says is learned as it comes.
    if (frame.kind === 'notice') return;
    const name = page.asked.get(frame.id) ?? '';
    await come(`${who} gets an answer to ${name}`, () => page.replies.has(frame.id));
    this.#answered.add(name);
    const reply = page.replies.get(frame.id);
    if (reply?.kind !== 'reply') return;
    expect(reply.ok, `${who}: ${name} got ${JSON.stringify(reply)}`).toBe(frame.ok);
    if (!frame.ok || !reply.ok) return;
    this.#names.learn(frame.result, reply.result);
    if (name === 'identity.challenge') this.#nonce = (reply.result as { nonce: string }).nonce;
    if (name === 'call.start') this.#callId = (reply.result as { call: { callId: string } }).call.callId;
  }

  /** From the first notice of that name that was told on that day and taught nothing yet. */
  #learn(who: RecordedFrame['who'], name: string, payload: unknown): void {
    const at = this.#frames.findIndex(
      (recorded, index) =>
        recorded.who === who &&
        recorded.frame.kind === 'notice' &&
        recorded.frame.name === name &&
        !this.#taught.has(index),
    );
    const recorded = this.#frames[at]?.frame;
    if (recorded?.kind !== 'notice') return;
    this.#taught.add(at);
    this.#names.learn(recorded.payload, payload);
  }

  #pageOf(who: RecordedFrame['who']): Page {
    const page = this.#present.get(who);
    if (page === undefined) throw new Error(`${who} has not said hello`);
    return page;
  }
}

async function come(what: string, condition: () => boolean): Promise<void> {
  await until(condition).catch((cause: unknown) => {
    throw new Error(`it did not come about that ${what}`, { cause });
  });
}

it('[WIRE-24] apps of 0.1.0 have their day of calls with the server of today', { timeout: 60_000 }, async () => {
  const frames = recordedFrames('0.1.0');
  const said = new Set(frames.flatMap(({ by, frame }) => (by === 'page' ? [frame.name] : [])));
  for (const name of ['offer.answer', 'call.hold', 'call.addEntry', 'call.takeHandOver', 'identity.finish']) {
    expect(said, 'the day has it all').toContain(name);
  }
  const replay = new Replay(frames);
  await replay.run();
  for (const { wrong, socket } of replay.pages) {
    expect(wrong).toEqual([]);
    socket.close();
  }
  // What is passed on from page to page reaches who is there in that moment.
  const namesOf = (notices: readonly { name: string }[]): string[] =>
    [...new Set(notices.map(({ name }) => name))].filter((name) => !name.startsWith('peer.')).sort();
  for (const who of ['agent', 'customer', 'phone'] as const) {
    expect(namesOf(replay.noticesOf(who)), who).toEqual(namesOf(recordedNotices(frames, who)));
  }
  const last = (who: 'agent' | 'phone', name: string) =>
    replay.noticesOf(who).findLast((notice) => notice.name === name);
  expect(last('phone', 'call.changed')?.payload).toMatchObject({ phase: { name: 'ended', outcome: 'answered' } });
  expect(last('agent', 'agent.changed')?.payload).toMatchObject({ work: { name: 'idle' } });
});

function recordedNotices(frames: readonly RecordedFrame[], who: RecordedFrame['who']): readonly { name: string }[] {
  return frames.flatMap(({ who: one, frame }) => (one === who && frame.kind === 'notice' ? [frame] : []));
}
