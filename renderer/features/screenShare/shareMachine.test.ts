// The share's life, event by event and in every order.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { step, type ShareEffect, type ShareEvent, type ShareState, type Surface } from './shareMachine.ts';

const surface: Surface = { name: 'Budget', kind: 'window' };
const idle: ShareState = { tag: 'idle' };
const choosing: ShareState = { tag: 'choosing', shareId: 'a' };
const sharing: ShareState = { tag: 'sharing', shareId: 'a', surface };
const paused: ShareState = { ...sharing, tag: 'paused' };
const captured: ShareEvent = { type: 'captured', shareId: 'a', surface };

const done = (effects: readonly ShareEffect[]): string[] =>
  effects.map((effect) => (effect.do === 'announce' ? `announce ${effect.state}` : effect.do));

it('[SHARE-5] a share is chosen, shown, told and sent, in this order', () => {
  expect(step(idle, { type: 'chooseRequested', shareId: 'a' })).toEqual({ state: choosing, effects: [] });
  const { state, effects } = step(choosing, captured);
  expect(state).toEqual(sharing);
  expect(done(effects)).toEqual(['showBar', 'announce sharing', 'sendTracks']);
});

it('[SHARE-9] paused, nothing is sent and the other side is told; it goes on where it was', () => {
  const stopped = step(sharing, { type: 'pauseRequested' });
  expect(stopped.state).toEqual(paused);
  expect(done(stopped.effects)).toEqual(['sendNothing', 'announce paused']);
  const resumed = step(paused, { type: 'resumeRequested' });
  expect(resumed.state).toEqual(sharing);
  expect(done(resumed.effects)).toEqual(['announce sharing', 'sendTracks']);
});

it.each<[ShareEvent, string]>([
  [{ type: 'stopRequested' }, 'stopped'],
  [{ type: 'surfaceClosed', shareId: 'a' }, 'surfaceClosed'],
  [{ type: 'maskFailed', shareId: 'a' }, 'maskFailed'],
  [{ type: 'callEnded' }, 'callEnded'],
])('[SHARE-7] %j ends a share, also a paused one, and leaves nothing behind', (event, reason) => {
  for (const state of [sharing, paused]) {
    const ended = step(state, event);
    expect(ended.state).toEqual({ tag: 'ended', reason, name: 'Budget' });
    expect(done(ended.effects)).toEqual(['sendNothing', 'releaseTracks', 'hideBar', 'announce ended']);
    expect(step(ended.state, event)).toEqual({ state: ended.state, effects: [] });
  }
});

it('[SHARE-7] a capture that comes after the choice was taken back is let go and not sent', () => {
  const takenBack = step(choosing, { type: 'stopRequested' });
  expect(takenBack).toEqual({ state: idle, effects: [] });
  expect(step(idle, captured)).toEqual({ state: idle, effects: [{ do: 'releaseTracks', shareId: 'a' }] });
  const again: ShareState = { tag: 'choosing', shareId: 'b' };
  expect(step(again, captured)).toEqual({ state: again, effects: [{ do: 'releaseTracks', shareId: 'a' }] });
});

it('[SHARE-5] a picker that was closed changes nothing; any other failure is said', () => {
  expect(step(choosing, { type: 'captureFailed', shareId: 'a', problem: 'cancelled' }).state).toEqual(idle);
  for (const problem of ['denied', 'failed', 'unsupported'] as const) {
    const { state } = step(choosing, { type: 'captureFailed', shareId: 'a', problem });
    expect(state).toEqual({ tag: 'ended', reason: problem, name: '' });
    expect(step(state, { type: 'dismissed' }).state).toEqual(idle);
  }
});

describe('whatever the order of events', () => {
  const id = fc.constantFrom('a', 'b');
  const anyEvent = fc.oneof(
    fc.record({ type: fc.constant('chooseRequested' as const), shareId: id }),
    fc.record({
      type: fc.constant('captured' as const),
      shareId: id,
      surface: fc.constant(surface),
    }),
    fc.record({
      type: fc.constant('captureFailed' as const),
      shareId: id,
      problem: fc.constantFrom('denied' as const, 'cancelled' as const),
    }),
    fc.record({ type: fc.constantFrom('surfaceClosed' as const, 'maskFailed' as const), shareId: id }),
    fc.constantFrom<ShareEvent>(
      { type: 'pauseRequested' },
      { type: 'resumeRequested' },
      { type: 'stopRequested' },
      { type: 'callEnded' },
      { type: 'dismissed' },
    ),
  );

  it('[SHARE-7][SHARE-9] tracks are sent exactly while sharing, the bar is there exactly while there is a share, and each goes on record once', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let state: ShareState = idle;
        const facts = { sends: false, hasBar: false, told: 'ended' };
        for (const event of events) {
          const next = step(state, event);
          state = next.state;
          for (const effect of next.effects) apply(facts, effect);
          const isLive = state.tag === 'sharing' || state.tag === 'paused';
          expect(facts.sends).toBe(state.tag === 'sharing');
          expect(facts.hasBar).toBe(isLive);
          expect(facts.told).toBe(isLive ? state.tag : 'ended');
        }
      }),
    );
  });

  function apply(facts: { sends: boolean; hasBar: boolean; told: string }, effect: ShareEffect): void {
    if (effect.do === 'sendTracks') facts.sends = true;
    if (effect.do === 'sendNothing') facts.sends = false;
    if (effect.do === 'showBar') facts.hasBar = true;
    if (effect.do === 'hideBar') facts.hasBar = false;
    if (effect.do === 'announce') facts.told = effect.state;
  }
});
