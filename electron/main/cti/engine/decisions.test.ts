// What was decided about a mail, whoever forgets the mail and tells of it again: its connection, a worker, a relay.
import { expect, test } from 'vitest';
import { CTI_MAX_DRAFTS } from '../../../contract/cti.ts';
import type { Decision, DecisionMemory } from './decisions.ts';
import { begin, end, scene } from './engineScene.ts';
import type { DraftMessage } from './replyBook.ts';
import { DEFAULT_REPLY_POLICY as policy } from './replyPolicy.ts';

test('[WRITE-10] Take calls holds for a mail whose connection forgot it and tells of it again, also long after the grace period', () => {
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

test('[DOOR-35] a mail whose page is slower than its connection goes on as it was, when it is told of within the grace period', () => {
  const { engine, told, pass, join } = scene();
  const first = join();
  for (const id of ['taken', 'gone']) first.say(begin(id));
  pass(policy.heartbeatMs);
  engine.takeCalls();
  first.say(begin('held'));
  // The worker has started anew, and none of its pages has spoken yet.
  first.left();
  const second = join();
  second.say({ type: 'sync', list: [] });
  pass(policy.graceMs - 1);
  second.say(begin('held'));
  second.say({
    type: 'sync',
    list: ['held', 'taken'].map((id) => ({ id, mail: { kind: 'reply' }, state: 'typing' })),
  });
  pass(2 * policy.graceMs);
  expect(told.filter((what) => !what.includes('renewed')).slice(4)).toEqual(['reply.begun r-3']);
  expect(engine.list().map(({ activityId }) => activityId)).toEqual(['r-3']);
  // Nobody told of this one: what was decided about it waits for whoever does.
  second.say({ type: 'touch', id: 'gone' });
  expect(second.answers.at(-1)).toEqual({ type: 'problem', code: 'unknownDraft' });
  second.say(begin('gone'));
  second.say({ type: 'touch', id: 'gone' });
  expect(engine.list()).toHaveLength(1);
});

test('[DOOR-35] however many mails a connection tells of one after another, no more are held than it may have', () => {
  const { engine, told, pass, join } = scene();
  const connection = join();
  const sync = (from: number): DraftMessage => ({
    type: 'sync',
    list: Array.from({ length: CTI_MAX_DRAFTS }, (_, at) => ({
      ...{ id: `d${from + at}`, mail: { kind: 'reply' } as const, state: 'typing' as const },
    })),
  });
  for (let round = 0; round < 20; round += 1) connection.say(sync(round * CTI_MAX_DRAFTS));
  expect(engine.list()).toHaveLength(CTI_MAX_DRAFTS);
  expect(told.filter((what) => what.endsWith('lost'))).toHaveLength(19 * CTI_MAX_DRAFTS);
  // One that is missing keeps its grace as long as there is a place for it.
  connection.say({ type: 'sync', list: [] });
  expect(engine.list()).toHaveLength(CTI_MAX_DRAFTS);
  pass(policy.graceMs);
  expect(engine.list()).toEqual([]);
});

test('[WRITE-11] a send that hangs is told as that, and when it fails after all it takes the shield back', () => {
  const { engine, told, pass, join } = scene();
  const connection = join();
  connection.say(begin('d'));
  connection.say({ type: 'sending', id: 'd' });
  for (let ms = 0; ms < policy.sendingMs; ms += policy.heartbeatMs) {
    connection.heard();
    pass(policy.heartbeatMs);
  }
  expect(engine.list()).toEqual([]);
  expect(told.at(-1)).toBe('reply.ended r-1 sendHung');
  connection.say({ type: 'sendFailed', id: 'd' });
  expect(engine.list()).toHaveLength(1);
  expect(told.at(-1)).toBe('reply.begun r-2');
});

/** What one run of the app leaves to the next. */
function memoryOf(): DecisionMemory & { readonly saved: () => readonly Decision[] } {
  let kept: readonly Decision[] = [];
  return { read: () => kept, save: (decisions) => (kept = decisions), saved: () => kept };
}

const list = (...ids: string[]): DraftMessage => ({
  type: 'sync',
  list: ids.map((id) => ({ id, mail: { kind: 'reply' }, state: 'typing' })),
});

test('[WRITE-12] Take calls and a lock hold when the app is started again, as long as their mails are open', () => {
  const memory = memoryOf();
  const before = scene(memory);
  const connection = before.join();
  connection.say(begin('taken'));
  before.engine.takeCalls();
  connection.say(begin('closed'));
  before.engine.takeCalls();
  connection.say(end('closed'));
  connection.say(begin('locked'));
  before.engine.screenLocked();
  before.engine.dispose();

  const after = scene(memory);
  const back = after.join();
  back.say(list('taken', 'locked', 'closed'));
  expect(after.engine.list().map(({ activityId }) => activityId)).toEqual(['r-1']);
  back.say(end('closed'));
  back.say({ type: 'touch', id: 'taken' });
  expect(after.engine.list()).toEqual([]);
  back.say({ type: 'touch', id: 'locked' });
  expect(after.engine.list().map(({ activityId }) => activityId)).toEqual(['r-2']);
});

test('[WRITE-12] a lapse waits for the next key after a restart, and the ceiling for none', () => {
  const memory = memoryOf();
  const before = scene(memory);
  const connection = before.join();
  for (const id of ['lapsed', 'ceiling']) connection.say(begin(id));
  for (let ms = 0; ms < policy.ceilingMs; ms += policy.heartbeatMs) {
    connection.say({ type: 'touch', id: 'ceiling' });
    before.pass(policy.heartbeatMs);
  }
  expect(memory.saved()).toMatchObject([
    { decided: 'untouched', heldMs: 60_000 },
    { decided: 'ceiling', heldMs: policy.ceilingMs },
  ]);

  const after = scene(memory);
  const back = after.join();
  back.say(list('lapsed', 'ceiling'));
  back.say({ type: 'touch', id: 'ceiling' });
  expect(after.engine.list()).toEqual([]);
  back.say({ type: 'touch', id: 'lapsed' });
  expect(after.engine.list()).toHaveLength(1);
});

test('[WRITE-12] the ceiling counts on in whole minutes, also when the app was killed while the mail was written', () => {
  const memory = memoryOf();
  const before = scene(memory);
  const connection = before.join();
  connection.say(begin('d'));
  const type = (by: typeof connection, pass: (ms: number) => void, forMs: number): void => {
    for (let ms = 0; ms < forMs; ms += policy.heartbeatMs) {
      by.say({ type: 'touch', id: 'd' });
      pass(policy.heartbeatMs);
    }
  };
  type(connection, before.pass, policy.ceilingMs - 90_000);

  const after = scene(memory);
  const back = after.join();
  back.say(list('d'));
  expect(after.engine.list()).toHaveLength(1);
  type(back, after.pass, 120_000);
  expect(after.told.at(-1)).toContain('ceiling');
});

test('[WRITE-12] what is kept names no more than two hundred mails, the newest, and nothing but what is needed', () => {
  const memory = memoryOf();
  const { engine, pass, join } = scene(memory);
  for (let n = 0; n < 4; n += 1) {
    const connection = join(`door${n}`);
    for (let d = 0; d < 64; d += 1) connection.say(begin(`d${d}`));
    engine.takeCalls();
    connection.left();
    pass(policy.graceMs);
  }
  expect(memory.saved()).toHaveLength(200);
  expect(memory.saved().at(-1)).toEqual({
    mail: 'thunderbird/door3 d63',
    kind: 'reply',
    decided: 'dismissed',
    heldMs: 0,
  });
  expect(scene(memory).engine.list()).toEqual([]);
});

test('[WRITE-12] another kind of mail, and a reply that was only opened, leave nothing behind', () => {
  const memory = memoryOf();
  const { join } = scene(memory);
  const connection = join();
  connection.say(begin('n', 'new'));
  connection.say(begin('d'));
  expect(memory.saved()).toEqual([]);
});
