import { expect, it } from 'vitest';
import { attackPlanOf } from './attackPlan.ts';

it('[LIVE-17] attacks are played as the command says, from seed 1 without another, and nonsense is refused', () => {
  expect(attackPlanOf(['faces'])).toBeUndefined();
  expect(attackPlanOf(['faces', '--attacks=20'])).toEqual({ sessions: 20, seed: 1, kind: undefined });
  const all = ['faces', '--attacks=20', '--seed=41', '--kind=puppet of one'];
  expect(attackPlanOf(all)).toEqual({ sessions: 20, seed: 41, kind: 'puppet of one' });
  expect(() => attackPlanOf(['faces', '--attacks=none'])).toThrow('--attacks=none');
  expect(() => attackPlanOf(['faces', '--seed=4'])).toThrow('--attacks');
});
