// The customer's side of a check, event by event and in every order.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  nextCustomerCheck,
  type CustomerCheck,
  type CustomerCheckEffect,
  type CustomerCheckEvent,
} from './customerCheckMachine.ts';

const ASKED: CustomerCheckEvent = { name: 'asked', askId: 'a', purpose: 'verify' };
const TO_LOOKING: readonly CustomerCheckEvent[] = [
  ASKED,
  { name: 'agreed' },
  { name: 'keyFound' },
  { name: 'consented', camera: 'USB camera' },
];
const KEY_WANTED: CustomerCheckEvent = { name: 'keyWanted', askId: 'a', templateId: 't' };

type Walk = { state: CustomerCheck; effects: CustomerCheckEffect[] };

function walk(events: readonly CustomerCheckEvent[]): Walk {
  return events.reduce<Walk>(
    (before, event) => {
      const { state, effects } = nextCustomerCheck(before.state, event);
      return { state, effects: [...before.effects, ...effects] };
    },
    { state: { tag: 'idle' }, effects: [] },
  );
}

const names = (effects: readonly CustomerCheckEffect[]): string[] =>
  effects.map((effect) => (effect.name === 'tell' ? effect.message.kind : effect.name));

it('[IDENTITY-30] the service and the adviser hear of a yes after it was given, and the key is lent after both', () => {
  expect(names(walk([...TO_LOOKING, KEY_WANTED]).effects)).toEqual([
    'findKey',
    'consent',
    'identityAccepted',
    'sendKey',
  ]);
  for (let length = 0; length < TO_LOOKING.length; length += 1) {
    const { effects } = walk([...TO_LOOKING.slice(0, length), KEY_WANTED]);
    expect(names(effects)).not.toContain('sendKey');
  }
});

it('[IDENTITY-30] a key is not lent for another question than the one that was answered', () => {
  expect(names(walk([...TO_LOOKING, { ...KEY_WANTED, askId: 'b' }]).effects)).not.toContain('sendKey');
});

it.each([
  ['verify', ['t0', 't0', 't1', 't0'], ['t0', 't0', 't0']],
  ['enrol', ['t0', 't1', 't1', 't2'], ['t0', 't1', 't1']],
] as const)('[IDENTITY-53] to %s, keys of no more templates are lent than the check needs', (purpose, wanted, lent) => {
  const asked = wanted.map((templateId) => ({ ...KEY_WANTED, templateId }));
  const { effects } = walk([{ ...ASKED, purpose }, ...TO_LOOKING.slice(1), ...asked]);
  expect(effects.flatMap((effect) => (effect.name === 'sendKey' ? [effect.templateId] : []))).toEqual(lent);
});

it('[IDENTITY-31] a no is told, asks nothing more, and leaves no new key', () => {
  const { state, effects } = walk([ASKED, { name: 'refused', reason: 'otherWay' }]);
  expect(state).toEqual({ tag: 'idle' });
  expect(names(effects)).toEqual(['identityRefused', 'dropNewKey']);
});

it('[IDENTITY-32] stopped or withdrawn at any moment, the adviser is told at once', () => {
  for (let length = 1; length <= TO_LOOKING.length; length += 1) {
    for (const reason of ['stopped', 'withdrawn'] as const) {
      const { state, effects } = walk([...TO_LOOKING.slice(0, length), { name: 'refused', reason }]);
      expect(state).toMatchObject({ tag: 'ended', end: reason });
      expect(names(effects.slice(-2))).toEqual(['identityRefused', 'dropNewKey']);
    }
  }
});

it('[IDENTITY-33] without a key there is the code, and a slip in it is said; then it goes on', () => {
  const keyless = walk([ASKED, { name: 'agreed' }, { name: 'keyMissing' }]);
  expect(keyless.state).toEqual({ tag: 'keyless', askId: 'a', purpose: 'verify', problem: undefined });
  const slip = nextCustomerCheck(keyless.state, { name: 'keyMissing', problem: 'slip' });
  expect(slip.state).toMatchObject({ tag: 'keyless', problem: 'slip' });
  expect(names(nextCustomerCheck(slip.state, { name: 'keyFound' }).effects)).toEqual(['consent']);
});

it('[IDENTITY-24] a page that knows nothing of a check says so, and the same question is not asked twice', () => {
  const shown = nextCustomerCheck({ tag: 'idle' }, { name: 'shown', askId: 'a', screen: { name: 'starting' } });
  expect(names(shown.effects)).toEqual(['identityRefused']);
  const { state } = walk([ASKED, { name: 'agreed' }]);
  expect(nextCustomerCheck(state, ASKED)).toEqual({ state, effects: [] });
});

it('[IDENTITY-33] the key that was made for an enrolment stays when there is a template, and only then', () => {
  const enrolling = TO_LOOKING.map((event) =>
    event.name === 'asked' ? { ...event, purpose: 'enrol' as const } : event,
  );
  expect(names(walk([...enrolling, { name: 'ended', askId: 'a', end: 'enrolled' }]).effects)).toContain('keepKey');
  for (const end of ['notSeen', 'stopped', 'notPossible'] as const) {
    const done = names(walk([...enrolling, { name: 'ended', askId: 'a', end }]).effects);
    expect(done).toContain('dropNewKey');
    expect(done).not.toContain('keepKey');
  }
});

const anyEvent: fc.Arbitrary<CustomerCheckEvent> = fc.constantFrom<CustomerCheckEvent[]>(
  ASKED,
  { name: 'asked', askId: 'b', purpose: 'enrol' },
  { name: 'agreed' },
  { name: 'refused', reason: 'otherWay' },
  { name: 'refused', reason: 'stopped' },
  { name: 'refused', reason: 'withdrawn' },
  { name: 'keyMissing' },
  { name: 'keyFound' },
  { name: 'consented', camera: '' },
  { name: 'consentUnsaid' },
  KEY_WANTED,
  { name: 'shown', askId: 'a', screen: { name: 'looked' } },
  { name: 'ended', askId: 'a', end: 'done' },
  { name: 'dismissed' },
);

it('[IDENTITY-30] in whatever order: as many keys are lent at most as yeses were given and told', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let isAllowed = false;
      let state: CustomerCheck = { tag: 'idle' };
      for (const event of events) {
        const next = nextCustomerCheck(state, event);
        for (const effect of names(next.effects)) {
          if (effect === 'identityAccepted') isAllowed = true;
          if (effect === 'sendKey') expect(isAllowed).toBe(true);
        }
        if (next.state.tag !== 'looking') isAllowed = false;
        state = next.state;
      }
    }),
  );
});
