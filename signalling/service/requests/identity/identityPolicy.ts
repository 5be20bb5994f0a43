// identity.policy: what the settings say of knowing who a customer is.
import { ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const identityPolicy: Handler<'identity.policy'> = {
  from: 'anyone',
  answer: (_, __, { house }) => ok(house.rules.identity),
};
