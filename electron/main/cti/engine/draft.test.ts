// One mail: each edge of its life, the timers at their very moment, and every order of events.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftDueMs, endingOf, openDraft, shieldingLife, stepDraft, type Draft, type DraftEvent } from './draft.ts';
import { DEFAULT_REPLY_POLICY as policy } from './replyPolicy.ts';

const open = openDraft('reply', 'open', policy, 0);
const after = (draft: Draft, ...events: readonly (readonly [DraftEvent, number])[]): Draft =>
  events.reduce((known, [event, atMs]) => stepDraft(known, event, policy, atMs), draft);
const touched: DraftEvent = { type: 'touched' };
const timePassed: DraftEvent = { type: 'timePassed' };

const EVENTS: readonly DraftEvent[] = [
  touched,
  { type: 'sendingBegan' },
  { type: 'sendFailed' },
  { type: 'screenLocked' },
  { type: 'callsTaken' },
  ...(['open', 'typing', 'sending'] as const).map((state): DraftEvent => ({ type: 'resynced', state })),
  ...(['sent', 'queued', 'saved', 'discarded', 'lost'] as const).map((how): DraftEvent => ({ type: 'closed', how })),
];

test('[WRITE-1] all edges: what every event makes of every state', () => {
  const states: Record<string, Draft> = {
    open,
    typing: after(open, [touched, 1]),
    sending: after(open, [{ type: 'sendingBegan' }, 1]),
    exempt: openDraft('new', 'open', policy, 0),
    lapsed: after(open, [timePassed, policy.untouchedMs]),
    locked: after(open, [{ type: 'screenLocked' }, 1]),
    dismissed: after(open, [{ type: 'callsTaken' }, 1]),
    ended: after(open, [{ type: 'closed', how: 'sent' }, 1]),
  };
  const name = (event: DraftEvent): string =>
    `${event.type}${'how' in event ? ` ${event.how}` : 'state' in event ? ` ${event.state}` : ''}`;
  const edges = Object.entries(states).flatMap(([from, draft]) =>
    EVENTS.flatMap((event) => {
      const next = stepDraft(draft, event, policy, 10);
      return next.life.tag === draft.life.tag ? [] : [`${from} – ${name(event)} → ${next.life.tag}`];
    }),
  );
  expect(edges).toMatchSnapshot();
});

describe('timers, to the millisecond', () => {
  test.each([
    ['untouched', open, policy.untouchedMs, 'untouched'],
    ['no input', after(open, [touched, 1_000]), 1_000 + policy.idleMs, 'idle'],
    ['a send that hangs', after(open, [{ type: 'sendingBegan' }, 500]), 500 + policy.sendingMs, 'sendHung'],
  ] as const)('[WRITE-2] %s', (_name, draft, dueMs, ending) => {
    expect(draftDueMs(draft, policy)).toBe(dueMs);
    expect(shieldingLife(after(draft, [timePassed, dueMs - 1]))).toBeDefined();
    expect(endingOf(after(draft, [timePassed, dueMs]))).toBe(ending);
  });

  test('[WRITE-3] the ceiling counts all periods of one mail, and the next keystroke does not lift it', () => {
    let draft = after(open, [touched, 0]);
    for (let atMs = 0; atMs <= policy.ceilingMs - 60_000; atMs += 60_000) draft = after(draft, [touched, atMs]);
    draft = after(draft, [{ type: 'screenLocked' }, policy.ceilingMs - 60_000]);
    const backMs = policy.ceilingMs + 3_600_000;
    draft = after(draft, [touched, backMs]);
    expect(draftDueMs(draft, policy)).toBe(backMs + 60_000);
    draft = after(draft, [timePassed, backMs + 60_000]);
    expect(endingOf(draft)).toBe('ceiling');
    expect(shieldingLife(after(draft, [touched, backMs + 60_001]))).toBeUndefined();
  });
});

test('[WRITE-3] a timer that came late, as after sleep, lifts no ceiling: what was locked after it stays', () => {
  const late = after(open, [touched, 1], [{ type: 'screenLocked' }, policy.ceilingMs]);
  expect(after(late, [touched, policy.ceilingMs + 1]).life.tag).toBe('locked');
});

test('[WRITE-4] the next keystroke takes the shield again after a lapse and after the lock, not after Take calls', () => {
  const lapsed = after(open, [timePassed, policy.untouchedMs]);
  const locked = after(open, [{ type: 'screenLocked' }, 5]);
  const dismissed = after(open, [{ type: 'callsTaken' }, 5]);
  expect([lapsed, locked, dismissed].map((draft) => shieldingLife(after(draft, [touched, 200_000]))?.tag)).toEqual([
    'typing',
    'typing',
    undefined,
  ]);
});

test('[WRITE-1] whatever the order of events: one end for ever, no shield without a timer, none past the ceiling', () => {
  const step = fc.tuple(fc.constantFrom(...EVENTS, timePassed), fc.integer({ min: 0, max: 400_000 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let draft = open;
      let nowMs = 0;
      let heldMs = 0;
      for (const [event, afterMs] of steps) {
        const shielded = shieldingLife(draft) !== undefined;
        const dueMs = draftDueMs(draft, policy) ?? Infinity;
        // A timer fires when it is due: the time of a step may run over one.
        const untilMs = Math.min(nowMs + afterMs, Math.max(nowMs, dueMs));
        if (shielded) heldMs += untilMs - nowMs;
        if (dueMs <= nowMs + afterMs) draft = stepDraft(draft, timePassed, policy, untilMs);
        nowMs += afterMs;
        const before = draft;
        draft = stepDraft(draft, event, policy, nowMs);
        if (before.life.tag === 'ended') expect(draft).toBe(before);
        if (before.life.tag === 'dismissed') expect(['dismissed', 'ended']).toContain(draft.life.tag);
        expect(draftDueMs(draft, policy) === undefined).toBe(shieldingLife(draft) === undefined);
      }
      expect(heldMs).toBeLessThanOrEqual(policy.ceilingMs);
    }),
    { numRuns: 500, seed: 7 },
  );
});
