// The engine with a clock that tests turn: what the page and the mail programs are told, and when.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { begin, end, scene } from './engineScene.ts';
import type { DraftMessage } from './replyBook.ts';
import { DEFAULT_REPLY_POLICY as policy } from './replyPolicy.ts';

test('[WRITE-5] a reply begins, is renewed every heartbeat, and ends; another kind of mail does not shield', () => {
  const { told, pass, join } = scene();
  const connection = join();
  connection.say(begin('n', 'new'));
  connection.say(begin('d'));
  pass(policy.heartbeatMs * 2);
  connection.say(end('d'));
  pass(policy.heartbeatMs);
  expect(told).toEqual(['reply.begun r-1', 'reply.renewed r-1', 'reply.renewed r-1', 'reply.ended r-1 sent']);
});

test('[WRITE-6] two mails are two leases: one that ends leaves the other', () => {
  const { engine, join, told } = scene();
  const connection = join();
  connection.say(begin('d'));
  connection.say(begin('e'));
  connection.say(end('d'));
  expect(engine.list().map(({ activityId }) => activityId)).toEqual(['r-2']);
  connection.say(end('e'));
  expect(told.slice(-1)).toEqual(['reply.ended r-2 sent']);
  expect(engine.list()).toEqual([]);
});

test('[WRITE-7] a connection that vanishes keeps its mails for the grace period, and takes them up when it comes back', () => {
  const { told, pass, join } = scene();
  const first = join();
  first.say(begin('d'));
  first.say(begin('e'));
  first.left();
  pass(policy.graceMs - 1);
  const second = join();
  second.say({ type: 'sync', list: [{ id: 'd', mail: { kind: 'reply' }, state: 'typing' }] });
  expect(told.filter((what) => !what.includes('renewed'))).toEqual(['reply.begun r-1', 'reply.begun r-2']);
  pass(policy.graceMs - 1);
  expect(told).not.toContain('reply.ended r-2 lost');
  pass(1);
  expect(told.filter((what) => !what.includes('renewed')).slice(2)).toEqual(['reply.ended r-2 lost']);
  second.left();
  pass(policy.graceMs);
  expect(told.at(-1)).toBe('reply.ended r-1 lost');
});

test('[WRITE-7] what wakes the engine within the grace period does not shorten it', () => {
  const { engine, pass, join } = scene();
  join('b').say(begin('other'));
  const connection = join();
  connection.say(begin('d'));
  pass(policy.heartbeatMs - 1_000);
  connection.left();
  pass(policy.graceMs - 1);
  expect(engine.list()).toHaveLength(2);
  pass(1);
  expect(engine.list()).toHaveLength(1);
});

test('[WRITE-7] a mail program that says nothing for three heartbeats is gone, and its connection is closed', () => {
  const { told, pass, join } = scene();
  const connection = join();
  connection.say(begin('d'));
  pass(3 * policy.heartbeatMs - 1);
  expect(connection.isClosed()).toBe(false);
  pass(1);
  expect(connection.isClosed()).toBe(true);
  pass(policy.graceMs);
  expect(told.at(-1)).toBe('reply.ended r-1 lost');
});

test('[WRITE-7] a hello that a relay says for a program that hangs brings nothing back: the connection is back with its own first word', () => {
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
  const connection = join();
  connection.say(begin('d'));
  engine.screenLocked();
  connection.say({ type: 'touch', id: 'd' });
  engine.takeCalls();
  connection.say({ type: 'touch', id: 'd' });
  expect(told).toEqual(['reply.begun r-1', 'reply.ended r-1 locked', 'reply.begun r-2', 'reply.ended r-2 dismissed']);
});

test('[WRITE-8] where the focus is decides nothing', () => {
  const { engine, told, join } = scene();
  const connection = join();
  connection.say(begin('d'));
  connection.say({ type: 'focus', id: 'd', focused: false });
  expect(told).toEqual(['reply.begun r-1']);
  expect(engine.list()).toHaveLength(1);
});

test('[DOOR-2] mail programs hear what the server acknowledged, on each change, and why calls are not held', () => {
  const { engine, join } = scene();
  const connection = join();
  connection.say(begin('d'));
  engine.setHeld({ callsHeld: false, cause: 'none' });
  engine.setHeld({ callsHeld: true, cause: 'reply' });
  engine.takeCalls();
  engine.setHeld({ callsHeld: false, cause: 'none' });
  expect(connection.answers).toEqual([
    { type: 'welcome', heartbeatMs: policy.heartbeatMs, callsHeld: false },
    { type: 'state', callsHeld: false, cause: 'appOffline' },
    { type: 'state', callsHeld: false, cause: 'none' },
    { type: 'state', callsHeld: true, cause: 'reply' },
    { type: 'state', callsHeld: false, cause: 'dismissed' },
  ]);
});

test('[DOOR-3] what a mail program may not say gets a problem: an unknown mail, and one mail too many', () => {
  const { engine, join } = scene();
  const connection = join();
  connection.say({ type: 'touch', id: 'x' });
  for (let n = 0; n < 65; n++) connection.say(begin(`d${n}`));
  expect(connection.answers.filter(({ type }) => type === 'problem')).toEqual([
    { type: 'problem', code: 'unknownDraft' },
    { type: 'problem', code: 'tooManyDrafts' },
  ]);
  expect(engine.list()).toHaveLength(64);
});

test('[WRITE-1] whatever mail programs do, each lease begins once, ends once, and is renewed only in between', () => {
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
      let connection = join();
      for (const next of actions) {
        if ('said' in next) connection.say(next.said);
        else if ('ms' in next) pass(next.ms);
        else if (next.deed === 'lock') engine.screenLocked();
        else if (next.deed === 'take') engine.takeCalls();
        else if (next.deed === 'leave') connection.left();
        else connection = join();
      }
      const live = new Set<string>();
      for (const line of told) {
        const [name, id = ''] = line.split(' ');
        expect(live.has(id), line).toBe(name !== 'reply.begun');
        if (name === 'reply.begun') live.add(id);
        if (name === 'reply.ended') live.delete(id);
      }
      expect(engine.list().map(({ activityId }) => activityId)).toEqual([...live]);
      connection.left();
      pass(policy.graceMs);
      expect(engine.list()).toEqual([]);
    }),
    { numRuns: 300, seed: 11 },
  );
});
