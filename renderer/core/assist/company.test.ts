// Who a call is between, and who is beside.
import { expect, it } from 'vitest';
import type { Conference, PersonInCall } from '../../../signalling/protocol/index.ts';
import { companyOf } from './company.ts';

const person = (legId: string, role: PersonInCall['role']): PersonInCall =>
  ({ legId, name: legId.toUpperCase(), role, state: 'joined' }) as PersonInCall;
const people = [
  person('ada', 'customer'),
  person('alex', 'primary'),
  person('bea', 'colleague'),
  person('guy', 'guest'),
];
const seenBy = (legId: string, others = people): unknown => {
  const { isOfTheTwo, counterpart } = companyOf({ legId, people: others } as Conference);
  return [isOfTheTwo, counterpart];
};

it('[ASSIST-18] a call is between its customer and the agent who has it, also while that one is gone', () => {
  expect(['ada', 'alex', 'bea', 'guy'].map((legId) => seenBy(legId))).toEqual([
    [true, 'alex'],
    [true, 'ada'],
    [false, undefined],
    [false, undefined],
  ]);
  expect(seenBy('ada', [person('ada', 'customer'), person('bea', 'colleague')])).toEqual([true, undefined]);
  expect(companyOf({ legId: 'ada', people } as Conference).names.get('bea')).toBe('BEA');
});
