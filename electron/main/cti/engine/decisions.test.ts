// What was decided about a mail, whoever forgets the mail and tells of it again: its door, a worker, a relay.
import { expect, test } from 'vitest';
import { begin, end, scene } from './engineScene.ts';
import { DEFAULT_REPLY_POLICY as policy } from './replyPolicy.ts';

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

test('[WRITE-11] a send that hangs is told as that, and when it fails after all it takes the shield back', () => {
  const { engine, told, pass, join } = scene();
  const door = join();
  door.say(begin('d'));
  door.say({ type: 'sending', id: 'd' });
  for (let ms = 0; ms < policy.sendingMs; ms += policy.heartbeatMs) {
    door.heard();
    pass(policy.heartbeatMs);
  }
  expect(engine.list()).toEqual([]);
  expect(told.at(-1)).toBe('reply.ended r-1 sendHung');
  door.say({ type: 'sendFailed', id: 'd' });
  expect(engine.list()).toHaveLength(1);
  expect(told.at(-1)).toBe('reply.begun r-2');
});
