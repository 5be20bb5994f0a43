// telephone.dial: no telephone line is connected yet, and the agent is told so.
import { fail } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const dial: Handler<'telephone.dial'> = {
  from: 'signedInAgent',
  answer: () => fail('telephoneUnavailable'),
};
