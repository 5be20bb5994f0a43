// What each queue counts of a call, whichever way it went.
import { expect, it } from 'vitest';
import { queueIdSchema } from '../../protocol/index.ts';
import { queueVisits, type VisitingCall } from './queueVisits.ts';

const [cards, loans] = [queueIdSchema.parse('cards'), queueIdSchema.parse('loans')];
type Part = VisitingCall['parts'][number];
const part = (
  queueId: Part['queueId'],
  joinedMs: number,
  leftMs: number | null,
  how: Part['how'] = 'answered',
): Part => ({
  queueId,
  joinedMs,
  leftMs,
  how,
});
const visits = (call: Partial<VisitingCall>) =>
  queueVisits({ queueId: cards, startedAtMs: 100, parts: [], ending: null, ...call }).map(
    ({ queueId, cameAtMs, answeredAtMs, abandoned }) => [queueId, cameAtMs, answeredAtMs, abandoned],
  );
const leftLine = { outcome: 'abandoned', reason: 'leftLine' } as const;
const answered = { outcome: 'answered', reason: 'hungUp' } as const;

it('[BOARD-1] a call that waits, gave up, or was sent away with its queue', () => {
  expect(visits({})).toEqual([['cards', 100, null, false]]);
  expect(visits({ ending: leftLine })).toEqual([['cards', 100, null, true]]);
  expect(visits({ ending: { outcome: 'closed', reason: 'queueClosed' } })).toEqual([['cards', 100, null, false]]);
});

it('[BOARD-1] handed to a colleague, back in line or with others beside, it is in the queue that has answered it', () => {
  const parts = [part(cards, 110, 200), part(cards, 150, 160, 'consulted'), part(cards, 300, 400, 'transferred')];
  const once = [['cards', 100, 110, false]];
  expect(visits({ parts, ending: answered })).toEqual(once);
  expect(visits({ parts: parts.slice(0, 1), ending: { ...answered, reason: 'leftLine' } })).toEqual(once);
});

it('[BOARD-1] handed on to other queues it comes to each when it was handed on there', () => {
  const parts = [part(cards, 110, 200), part(loans, 230, 300, 'transferred'), part(cards, 350, null, 'transferred')];
  expect(visits({ parts })).toEqual([
    ['cards', 100, 110, false],
    ['loans', 200, 230, false],
    ['cards', 300, 350, false],
  ]);
});

it('[BOARD-1] who gives up on the way to the next queue gave up there; who was sent away did not', () => {
  const parts = [part(cards, 110, 200)];
  const onTheWay = { queueId: loans, parts };
  const before = ['cards', 100, 110, false];
  expect(visits(onTheWay)).toEqual([before, ['loans', 200, null, false]]);
  for (const reason of ['leftLine', 'connectionLost', 'callbackUnanswered'] as const)
    expect(visits({ ...onTheWay, ending: { outcome: 'answered', reason } })).toEqual([
      before,
      ['loans', 200, null, true],
    ]);
  const closed = { outcome: 'answered', reason: 'queueClosed' } as const;
  expect(visits({ ...onTheWay, ending: closed })).toEqual([before, ['loans', 200, null, false]]);
});
