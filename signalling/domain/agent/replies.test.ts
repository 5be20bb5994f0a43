// Leases as plain data: what a renewal keeps, and what a clock that was put back must not do.
import { expect, it } from 'vitest';
import { activityIdSchema, callIdSchema, MAX_REPLIES, type ReplyBegin } from '../../protocol/index.ts';
import {
  endedReplyOf,
  hasRoom,
  LEASE_MS,
  leftOfLeaseMs,
  withBegun,
  withKeptAway,
  without,
  type Reply,
} from './replies.ts';

const NOW_MS = 1_000_000;

const begin = (mail: string, more: Partial<ReplyBegin> = {}): ReplyBegin => ({
  activityId: activityIdSchema.parse(mail),
  source: 'thunderbird',
  kind: 'reply',
  openForMs: 4_000,
  inputAgoMs: 500,
  ...more,
});

function only(replies: readonly Reply[]): Reply {
  const [reply] = replies;
  if (reply === undefined || replies.length !== 1) throw new Error('not one reply');
  return reply;
}

it('[SHIELD-4] what is left of a lease is never more than the whole, nor less than nothing, whatever the clock says', () => {
  const reply = only(withBegun([], begin('mail-1'), 1, NOW_MS));
  expect(leftOfLeaseMs(reply, NOW_MS)).toBe(LEASE_MS);
  expect(leftOfLeaseMs(reply, NOW_MS + 4_000)).toBe(LEASE_MS - 4_000);
  expect(leftOfLeaseMs(reply, NOW_MS - 3_600_000)).toBe(LEASE_MS);
  expect(leftOfLeaseMs(reply, NOW_MS + 3_600_000)).toBe(0);
});

it('[SHIELD-9] a renewal keeps when writing began and which calls were kept away', () => {
  const zoe = callIdSchema.parse('zoe');
  const begun = withKeptAway(withBegun([], begin('mail-1'), 1, NOW_MS), zoe);
  const renewed = only(withBegun(begun, begin('mail-1', { openForMs: 0, inputAgoMs: 0 }), 2, NOW_MS + 5_000));
  expect(renewed).toMatchObject({ startedAtMs: NOW_MS - 4_000, lastInputAtMs: NOW_MS + 5_000, attempt: 2 });
  expect(renewed.leaseUntilMs).toBe(NOW_MS + 5_000 + LEASE_MS);
  expect(renewed.keptAway).toEqual([zoe]);
  expect(only(withKeptAway([renewed], zoe)).keptAway).toEqual([zoe]);
  expect(endedReplyOf(renewed, 'sent', NOW_MS + 6_000).callsKeptAway).toBe(1);
});

it('[SHIELD-6] renewing one of two mails leaves the other as it is', () => {
  const both = withBegun(withBegun([], begin('mail-1'), 1, NOW_MS), begin('mail-2'), 2, NOW_MS);
  const renewed = withBegun(both, begin('mail-2'), 3, NOW_MS + 5_000);
  expect(renewed.map(({ activityId, attempt }) => [activityId, attempt])).toEqual([
    ['mail-1', 1],
    ['mail-2', 3],
  ]);
});

it('[SHIELD-9] no more than a hundred calls are told apart', () => {
  let replies = withBegun([], begin('mail-1'), 1, NOW_MS);
  for (let call = 0; call < 120; call += 1) replies = withKeptAway(replies, callIdSchema.parse(`call-${call}`));
  expect(only(replies).keptAway).toHaveLength(100);
});

it('[SHIELD-14] there is room for so many replies, and always for one that is known', () => {
  let replies: readonly Reply[] = [];
  for (let mail = 0; mail < MAX_REPLIES; mail += 1) {
    expect(hasRoom(replies, activityIdSchema.parse(`mail-${mail}`))).toBe(true);
    replies = withBegun(replies, begin(`mail-${mail}`), mail, NOW_MS);
  }
  expect(hasRoom(replies, activityIdSchema.parse('another'))).toBe(false);
  expect(hasRoom(replies, activityIdSchema.parse('mail-0'))).toBe(true);
  expect(without(replies, activityIdSchema.parse('mail-0'))).toHaveLength(MAX_REPLIES - 1);
});

it('[SHIELD-9] a reply never ends before it began, and begins no earlier than time itself', () => {
  const reply = only(withBegun([], begin('mail-1', { openForMs: 10 * NOW_MS, inputAgoMs: 10 * NOW_MS }), 1, NOW_MS));
  expect([reply.startedAtMs, reply.lastInputAtMs]).toEqual([0, 0]);
  const late = only(withBegun([], begin('mail-1'), 1, NOW_MS));
  expect(endedReplyOf(late, 'leaseExpired', 0).endedAtMs).toBe(late.startedAtMs);
});
