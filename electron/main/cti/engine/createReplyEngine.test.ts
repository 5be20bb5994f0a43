// The engine with a clock that tests turn: what the page and the doors are told, and when.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CtiAnswer } from '../../../contract/cti.ts';
import type { HostNotice, HostNoticePayload } from '../../../contract/index.ts';
import { createReplyEngine, type DoorPlace, type ReplyEngine } from './createReplyEngine.ts';
import type { DraftMessage } from './replyBook.ts';
import { DEFAULT_REPLY_POLICY as policy } from './replyPolicy.ts';

const QUIET = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

type Scene = {
  engine: ReplyEngine;
  told: string[];
  /** Turns the clock, firing each timer at its moment. */
  pass: (ms: number) => void;
  join: (instance?: string) => DoorPlace & { answers: CtiAnswer[]; isClosed: () => boolean };
};

function scene(): Scene {
  let nowMs = 0;
  let timer: { atMs: number; onDue: () => void } | undefined;
  const told: string[] = [];
  const engine = createReplyEngine({
    policy,
    run: 'r',
    log: QUIET,
    clock: {
      nowMs: () => nowMs,
      startTimer: (delayMs, onDue) => {
        const mine = { atMs: nowMs + delayMs, onDue };
        timer = mine;
        return () => {
          if (timer === mine) timer = undefined;
        };
      },
    },
    notify: <N extends HostNotice>(name: N, payload: HostNoticePayload<N>) => {
      if ('activityId' in payload)
        told.push([name, payload.activityId, 'how' in payload ? payload.how : ''].join(' ').trim());
    },
  });
  return {
    engine,
    told,
    pass: (ms) => {
      const untilMs = nowMs + ms;
      while (timer !== undefined && timer.atMs <= untilMs) {
        const { atMs, onDue } = timer;
        timer = undefined;
        nowMs = Math.max(nowMs, atMs);
        onDue();
      }
      nowMs = untilMs;
    },
    join: (instance = 'a') => {
      const answers: CtiAnswer[] = [];
      let isClosed = false;
      const place = engine.join(
        { client: 'thunderbird', instance },
        { send: (answer) => answers.push(answer), close: () => (isClosed = true) },
      );
      return { ...place, answers, isClosed: () => isClosed };
    },
  };
}

const begin = (id: string, kind: 'reply' | 'new' = 'reply'): DraftMessage => ({ type: 'begin', id, mail: { kind } });
const end = (id: string): DraftMessage => ({ type: 'end', id, outcome: 'sent' });

test('[WRITE-5] a reply begins, is renewed every heartbeat, and ends; another kind of mail does not shield', () => {
  const { told, pass, join } = scene();
  const door = join();
  door.say(begin('n', 'new'));
  door.say(begin('d'));
  pass(policy.heartbeatMs * 2);
  door.say(end('d'));
  pass(policy.heartbeatMs);
  expect(told).toEqual(['reply.begun r-1', 'reply.renewed r-1', 'reply.renewed r-1', 'reply.ended r-1 sent']);
});

test('[WRITE-6] two mails are two leases: one that ends leaves the other', () => {
  const { engine, join, told } = scene();
  const door = join();
  door.say(begin('d'));
  door.say(begin('e'));
  door.say(end('d'));
  expect(engine.list().map(({ activityId }) => activityId)).toEqual(['r-2']);
  door.say(end('e'));
  expect(told.slice(-1)).toEqual(['reply.ended r-2 sent']);
  expect(engine.list()).toEqual([]);
});

test('[WRITE-7] a door that vanishes keeps its mails for the grace period, and takes them up when it comes back', () => {
  const { told, pass, join } = scene();
  const first = join();
  first.say(begin('d'));
  first.say(begin('e'));
  first.left();
  pass(policy.graceMs - 1);
  const second = join();
  second.say({ type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'typing' }] });
  expect(told.filter((what) => !what.includes('renewed'))).toEqual([
    'reply.begun r-1',
    'reply.begun r-2',
    'reply.ended r-2 lost',
  ]);
  second.left();
  pass(policy.graceMs);
  expect(told.at(-1)).toBe('reply.ended r-1 lost');
});

test('[WRITE-7] what wakes the engine within the grace period does not shorten it', () => {
  const { engine, pass, join } = scene();
  join('b').say(begin('other'));
  const door = join();
  door.say(begin('d'));
  pass(policy.heartbeatMs - 1_000);
  door.left();
  pass(policy.graceMs - 1);
  expect(engine.list()).toHaveLength(2);
  pass(1);
  expect(engine.list()).toHaveLength(1);
});

test('[WRITE-7] a door that says nothing for three heartbeats is gone, and its connection is closed', () => {
  const { told, pass, join } = scene();
  const door = join();
  door.say(begin('d'));
  pass(3 * policy.heartbeatMs - 1);
  expect(door.isClosed()).toBe(false);
  pass(1);
  expect(door.isClosed()).toBe(true);
  pass(policy.graceMs);
  expect(told.at(-1)).toBe('reply.ended r-1 lost');
});

test('[WRITE-7] a hello that a relay says for a program that hangs brings nothing back: the door is back with its own first word', () => {
  const { engine, told, pass, join } = scene();
  join().say(begin('d'));
  pass(3 * policy.heartbeatMs);
  const replayed = join();
  pass(policy.graceMs - 1);
  expect(engine.list()).toHaveLength(1);
  pass(1);
  expect(told.at(-1)).toBe('reply.ended r-1 lost');
  // It woke up: what it says now counts, over the same connection.
  replayed.say({ type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'typing' }] });
  expect(told.at(-1)).toBe('reply.begun r-2');
  replayed.heard();
  pass(3 * policy.heartbeatMs - 1);
  expect(replayed.isClosed()).toBe(false);
});

test('[WRITE-10] Take calls holds for a mail whose door forgot it and tells of it again, also long after the grace period', () => {
  const { engine, told, pass, join } = scene();
  const first = join();
  first.say(begin('d'));
  engine.takeCalls();
  // A worker that started anew knows nothing, and its pages tell of their mails again.
  first.say({ type: 'sync', list: [] });
  first.say(begin('d'));
  first.say({ type: 'touch', id: 'd' });
  first.left();
  pass(10 * policy.graceMs);
  const second = join();
  second.say({ type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'typing' }] });
  second.say({ type: 'touch', id: 'd' });
  expect(engine.list()).toEqual([]);
  expect(told).toEqual(['reply.begun r-1', 'reply.ended r-1 dismissed']);
  // Another mail is another decision, and so is this one once it was closed.
  second.say(begin('e'));
  second.say(end('d'));
  second.say(begin('d'));
  expect(engine.list()).toHaveLength(2);
});

test('[WRITE-10] a lapse waits for the next key, and the ceiling counts on, whoever forgot the mail in between', () => {
  const { engine, told, pass, join } = scene();
  const first = join();
  first.say(begin('d'));
  for (let ms = 0; ms < policy.untouchedMs; ms += policy.heartbeatMs) {
    first.heard();
    pass(policy.heartbeatMs);
  }
  expect(told.at(-1)).toBe('reply.ended r-1 untouched');
  first.left();
  pass(2 * policy.graceMs);
  const second = join();
  second.say({ type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'open' }] });
  expect(engine.list()).toEqual([]);
  second.say({ type: 'touch', id: 'd' });
  expect(engine.list()).toHaveLength(1);
  const typeUntil = (endMs: number): void => {
    for (let ms = 0; ms < endMs; ms += policy.heartbeatMs) {
      second.say({ type: 'touch', id: 'd' });
      pass(policy.heartbeatMs);
    }
  };
  typeUntil(policy.ceilingMs - policy.untouchedMs - policy.heartbeatMs);
  expect(engine.list()).toHaveLength(1);
  typeUntil(2 * policy.heartbeatMs);
  expect(engine.list()).toEqual([]);
  expect(told.at(-1)).toContain('ceiling');
});

test('[WRITE-11] a send that fails after it had hung until the mail lapsed takes the shield back', () => {
  const { engine, pass, join } = scene();
  const door = join();
  door.say(begin('d'));
  door.say({ type: 'sending', id: 'd' });
  for (let ms = 0; ms < policy.sendingMs; ms += policy.heartbeatMs) {
    door.heard();
    pass(policy.heartbeatMs);
  }
  expect(engine.list()).toEqual([]);
  door.say({ type: 'sendFailed', id: 'd' });
  expect(engine.list()).toHaveLength(1);
});

test('[WRITE-7] a second connection of the same program takes the place of the first', () => {
  const { told, join } = scene();
  const first = join();
  first.say(begin('d'));
  const second = join();
  expect(first.isClosed()).toBe(true);
  first.say(end('d'));
  first.left();
  expect(told).toEqual(['reply.begun r-1']);
  second.say(end('d'));
  expect(told.at(-1)).toBe('reply.ended r-1 sent');
});

test('[WRITE-8] locking the screen and Take calls end every shield; only after the lock does a key begin another', () => {
  const { engine, told, join } = scene();
  const door = join();
  door.say(begin('d'));
  engine.screenLocked();
  door.say({ type: 'touch', id: 'd' });
  engine.takeCalls();
  door.say({ type: 'touch', id: 'd' });
  expect(told).toEqual(['reply.begun r-1', 'reply.ended r-1 locked', 'reply.begun r-2', 'reply.ended r-2 dismissed']);
});

test('[WRITE-8] where the focus is decides nothing', () => {
  const { engine, told, join } = scene();
  const door = join();
  door.say(begin('d'));
  door.say({ type: 'focus', id: 'd', focused: false });
  expect(told).toEqual(['reply.begun r-1']);
  expect(engine.list()).toHaveLength(1);
});

test('[DOOR-2] doors hear what the server acknowledged, on each change, and why calls are not held', () => {
  const { engine, join } = scene();
  const door = join();
  door.say(begin('d'));
  engine.setHeld({ callsHeld: false, cause: 'none' });
  engine.setHeld({ callsHeld: true, cause: 'reply' });
  engine.takeCalls();
  engine.setHeld({ callsHeld: false, cause: 'none' });
  expect(door.answers).toEqual([
    { type: 'welcome', heartbeatMs: policy.heartbeatMs, callsHeld: false },
    { type: 'state', callsHeld: false, cause: 'appOffline' },
    { type: 'state', callsHeld: false, cause: 'none' },
    { type: 'state', callsHeld: true, cause: 'reply' },
    { type: 'state', callsHeld: false, cause: 'dismissed' },
  ]);
});

test('[DOOR-3] what a door may not say gets a problem: an unknown mail, and one mail too many', () => {
  const { engine, join } = scene();
  const door = join();
  door.say({ type: 'touch', id: 'x' });
  for (let n = 0; n < 65; n++) door.say(begin(`d${n}`));
  expect(door.answers.filter(({ type }) => type === 'problem')).toEqual([
    { type: 'problem', code: 'unknownDraft' },
    { type: 'problem', code: 'tooManyDrafts' },
  ]);
  expect(engine.list()).toHaveLength(64);
});

test('[WRITE-1] whatever doors do, each lease begins once, ends once, and is renewed only in between', () => {
  const ids = fc.constantFrom('d', 'e');
  const message: fc.Arbitrary<DraftMessage> = fc.oneof(
    ids.map((id) => begin(id)),
    ids.map((id) => end(id)),
    ids.map((id): DraftMessage => ({ type: 'touch', id })),
    ids.map((id): DraftMessage => ({ type: 'sending', id })),
    ids.map((id): DraftMessage => ({ type: 'sendFailed', id })),
    fc.constant<DraftMessage>({ type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'open' }] }),
  );
  const action = fc.oneof(
    message.map((said) => ({ said })),
    fc.integer({ min: 0, max: 200_000 }).map((ms) => ({ ms })),
    fc.constantFrom('lock', 'take', 'leave', 'join').map((deed) => ({ deed })),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 80 }), (actions) => {
      const { engine, told, pass, join } = scene();
      let door = join();
      for (const next of actions) {
        if ('said' in next) door.say(next.said);
        else if ('ms' in next) pass(next.ms);
        else if (next.deed === 'lock') engine.screenLocked();
        else if (next.deed === 'take') engine.takeCalls();
        else if (next.deed === 'leave') door.left();
        else door = join();
      }
      const live = new Set<string>();
      for (const line of told) {
        const [name, id = ''] = line.split(' ');
        expect(live.has(id), line).toBe(name !== 'reply.begun');
        if (name === 'reply.begun') live.add(id);
        if (name === 'reply.ended') live.delete(id);
      }
      expect(engine.list().map(({ activityId }) => activityId)).toEqual([...live]);
      door.left();
      pass(policy.graceMs);
      expect(engine.list()).toEqual([]);
    }),
    { numRuns: 300, seed: 11 },
  );
});
