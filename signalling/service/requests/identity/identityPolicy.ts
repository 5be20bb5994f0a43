// identity.policy: what the settings say of knowing who a customer is. Customers are not told of the model.
import { ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const identityPolicy: Handler<'identity.policy'> = {
  from: 'anyone',
  answer: (_, { session }, { policies }) => {
    const { identity } = policies.current;
    return ok(session.party === 'agent' ? identity : { ...identity, recogniser: null });
  },
};
