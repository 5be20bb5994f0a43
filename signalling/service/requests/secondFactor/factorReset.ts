// account.factorReset: the operator turned the agent's second factor off. Told once.
import { ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const factorReset: Handler<'account.factorReset'> = {
  from: 'signedInAgent',
  answer: async (_, { agentId }, { store }) => {
    const atMs = await store.takeFactorReset(agentId);
    return ok(atMs === null ? {} : { atMs });
  },
};
