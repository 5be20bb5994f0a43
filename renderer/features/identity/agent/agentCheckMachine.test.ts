// The agent's side of a check, event by event and in every order.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  isRunning,
  nextCheck,
  type AgentCheck,
  type AgentCheckEffect,
  type AgentCheckEvent,
  type BegunCheck,
} from './agentCheckMachine.ts';
import type { CheckResult } from '../../../core/faces/check/faceCheck.ts';

const check: BegunCheck = { checkId: 'c1', templateId: 't1', earlierTemplateId: undefined, enrolment: null };
const seen: CheckResult = {
  liveness: 'passed',
  steps: [{ prompt: 'blink', result: 'passed' }],
  verdict: 'match',
  hints: [],
  isLessCertain: false,
};
const STARTED: AgentCheckEvent = { name: 'started', askId: 'a', purpose: 'verify' };
const TO_LOOKING: readonly AgentCheckEvent[] = [
  STARTED,
  { name: 'accepted', camera: 'USB camera' },
  { name: 'begun', check },
  { name: 'keyReceived', templateId: 't1', key: 'k' },
];
const ended = (result: CheckResult): AgentCheckEvent => ({ name: 'news', news: { name: 'ended', result } });

type Walk = { state: AgentCheck; effects: AgentCheckEffect[] };

function walk(events: readonly AgentCheckEvent[]): Walk {
  return events.reduce<Walk>(
    (before, event) => {
      const { state, effects } = nextCheck(before.state, event);
      return { state, effects: [...before.effects, ...effects] };
    },
    { state: { tag: 'closed' }, effects: [] },
  );
}

const names = (effects: readonly AgentCheckEffect[]): string[] =>
  effects.map((effect) => (effect.name === 'tell' ? effect.message.kind : effect.name));

it('[IDENTITY-20] nothing is begun before the customer has said yes, and nothing looked at before their key is there', () => {
  expect(names(walk(TO_LOOKING).effects)).toEqual([
    'identityAsked',
    'begin',
    'identityKeyWanted',
    'identityShown',
    'look',
  ]);
  for (let length = 1; length < TO_LOOKING.length; length += 1) {
    expect(names(walk(TO_LOOKING.slice(0, length)).effects)).not.toContain('look');
  }
});

it('[IDENTITY-20] a no ends the question, and nothing is looked at or reported', () => {
  for (const reason of ['otherWay', 'noKey', 'unable'] as const) {
    const { state, effects } = walk([STARTED, { name: 'refused', reason }]);
    expect(state).toMatchObject({ tag: 'refused', reason });
    expect(names(effects)).toEqual(['identityAsked', 'release']);
  }
});

it('[IDENTITY-21] stopped by the customer in the middle, the looking ends at once and the record says by whom', () => {
  for (const reason of ['stopped', 'withdrawn'] as const) {
    const { state, effects } = walk([...TO_LOOKING, { name: 'refused', reason }]);
    expect(state).toMatchObject({ tag: 'judged', outcome: 'stoppedByCustomer' });
    expect(names(effects.slice(-2))).toEqual(['report', 'release']);
  }
});

it('[IDENTITY-22] a result is reported as it was seen; liveness that was not shown is never made a match of a person', () => {
  const judged = walk([...TO_LOOKING, ended(seen)]);
  expect(judged.state).toMatchObject({ tag: 'judged', outcome: 'match', result: seen, decision: undefined });
  const photo = { ...seen, liveness: 'failed' } as const;
  expect(walk([...TO_LOOKING, ended(photo)]).state).toMatchObject({ outcome: 'match', result: { liveness: 'failed' } });
  const unseen = { ...seen, verdict: undefined };
  expect(walk([...TO_LOOKING, ended(unseen)]).state).toMatchObject({ outcome: 'notCompared' });
});

it('[IDENTITY-22] the customer is told that it is over, and never what came of it', () => {
  for (const verdict of ['match', 'inconclusive', 'noMatch'] as const) {
    const { effects } = walk([...TO_LOOKING, ended({ ...seen, verdict })]);
    const told = effects.filter((effect) => effect.name === 'tell').map(({ message }) => message);
    expect(told.at(-1)).toEqual({ kind: 'identityEnded', askId: 'a', end: 'done' });
    expect(JSON.stringify(told)).not.toMatch(/match/i);
  }
});

it('[IDENTITY-23] an enrolment is only made of somebody who was there, and waits for the proof that was seen', () => {
  const enrol: AgentCheckEvent = { name: 'started', askId: 'a', purpose: 'enrol' };
  const passed = walk([enrol, ...TO_LOOKING.slice(1), ended({ ...seen, verdict: undefined })]);
  expect(passed.state).toMatchObject({ tag: 'confirming' });
  const failed = walk([enrol, ...TO_LOOKING.slice(1), ended({ ...seen, verdict: undefined, liveness: 'failed' })]);
  expect(failed.state).toMatchObject({ tag: 'judged', outcome: 'notCompared' });
  const filed = nextCheck(passed.state, { name: 'filed', expiresAtMs: 5 });
  expect(filed.state).toMatchObject({ tag: 'enrolled', expiresAtMs: 5 });
  expect(names(filed.effects)).toEqual(['identityEnded', 'release']);
});

it('[IDENTITY-25] to enrol again, the key of the earlier template is awaited first, and both are there before anything is looked at', () => {
  const again = { ...check, earlierTemplateId: 't0' };
  const enrol: AgentCheckEvent = { name: 'started', askId: 'a', purpose: 'enrol' };
  const begun = walk([enrol, { name: 'accepted', camera: '' }, { name: 'begun', check: again }]);
  const wanted = ({ effects }: Pick<Walk, 'effects'>): unknown => effects.at(-1);
  const want = (templateId: string): unknown => ({
    name: 'tell',
    message: { kind: 'identityKeyWanted', askId: 'a', templateId },
  });
  expect(wanted(begun)).toEqual(want('t0'));
  const early = nextCheck(begun.state, { name: 'keyReceived', templateId: 't1', key: 'k1' });
  expect([early.state, early.effects], 'one that was not asked for').toEqual([begun.state, []]);
  const earlier = nextCheck(begun.state, { name: 'keyReceived', templateId: 't0', key: 'k0' });
  expect(earlier.effects).toEqual([want('t1')]);
  expect(nextCheck(earlier.state, { name: 'peerReadyAgain' }).effects).toEqual([want('t1')]);
  const looking = nextCheck(earlier.state, { name: 'keyReceived', templateId: 't1', key: 'k1' });
  expect(looking.effects.at(-1)).toMatchObject({ name: 'look', key: 'k1', earlierKey: 'k0' });
  expect(JSON.stringify(looking.state), 'no key stays').not.toMatch(/k[01]/);
  const made = nextCheck(looking.state, ended({ ...seen, verdict: 'noMatch', hints: ['unlikeEarlier'] }));
  expect(made.state).toMatchObject({ tag: 'confirming', earlier: 'noMatch' });
});

it('[IDENTITY-52] what was enrolled before and stays shut is a warning, and a hint on record', () => {
  const enrol: AgentCheckEvent = { name: 'started', askId: 'a', purpose: 'enrol' };
  const events = (earlierTemplateId: string | undefined): AgentCheckEvent[] => [
    enrol,
    { name: 'accepted', camera: '' },
    { name: 'begun', check: { ...check, earlierTemplateId } },
    ...(earlierTemplateId === undefined ? [] : [{ name: 'keyReceived', templateId: 't0', key: 'k0' } as const]),
    { name: 'keyReceived', templateId: 't1', key: 'k1' },
    ended({ ...seen, verdict: undefined, hints: ['switched'] }),
  ];
  const reported = ({ effects }: Walk): unknown => effects.find(({ name }) => name === 'report');
  const shut = walk(events('t0'));
  expect(shut.state).toMatchObject({ tag: 'confirming', earlier: 'unopened' });
  expect(reported(shut)).toMatchObject({ outcome: 'enrolled', result: { hints: ['switched', 'unlikeEarlier'] } });
  const first = walk(events(undefined));
  expect(first.state).toMatchObject({ tag: 'confirming', earlier: undefined });
  expect(reported(first)).toMatchObject({ result: { hints: ['switched'] } });
});

it('[IDENTITY-24] over a new link what waits is said again', () => {
  for (let length = 1; length <= TO_LOOKING.length; length += 1) {
    const { state } = walk(TO_LOOKING.slice(0, length));
    const again = nextCheck(state, { name: 'peerReadyAgain' });
    expect(again.state).toEqual(state);
    expect(names(again.effects)).toEqual([['identityAsked'], [], ['identityKeyWanted'], ['identityShown']][length - 1]);
  }
});

const anyEvent: fc.Arbitrary<AgentCheckEvent> = fc.constantFrom<AgentCheckEvent[]>(
  STARTED,
  { name: 'started', askId: 'b', purpose: 'enrol' },
  { name: 'accepted', camera: '' },
  { name: 'refused', reason: 'stopped' },
  { name: 'begun', check },
  { name: 'keyReceived', templateId: 't1', key: 'k' },
  { name: 'news', news: { name: 'guidance', guidance: 'tooDark' } },
  { name: 'news', news: { name: 'step', step: { prompt: 'blink', result: 'passed' } } },
  ended(seen),
  ended({ ...seen, liveness: 'failed' }),
  { name: 'filingBegun' },
  { name: 'fileRefused', problem: 'unreachable' },
  { name: 'filed', expiresAtMs: 1 },
  { name: 'failed', problem: 'engine' },
  { name: 'peerReadyAgain' },
  { name: 'cutOff' },
  { name: 'decided', decision: { decision: 'notAccepted' } },
  { name: 'closed' },
);

it('[IDENTITY-21] in whatever order: every looking ends, is reported once, and the customer hears the end of every question', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const { state, effects } = walk([...events, { name: 'closed' }]);
      expect(state.tag).toBe('closed');
      expect(isRunning(state)).toBe(false);
      const done = names(effects);
      const count = (name: string): number => done.filter((each) => each === name).length;
      expect(count('report')).toBeLessThanOrEqual(count('begin'));
      expect(count('report')).toBeGreaterThanOrEqual(count('look'));
      expect(done.lastIndexOf('release')).toBeGreaterThanOrEqual(done.lastIndexOf('look'));
      expect(done.lastIndexOf('release')).toBeGreaterThanOrEqual(done.lastIndexOf('identityAsked'));
    }),
  );
});
