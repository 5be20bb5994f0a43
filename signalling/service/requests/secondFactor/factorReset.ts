// account.factorReset: the operator turned the agent's second factor off. Every sign-in of the days after is told:
// if somebody talked the help desk into it, that person signs in first, and the owner must hear of it all the same.
import { ok } from '../../../protocol/index.ts';
import { FACTOR_RESET_TOLD_MS } from '../../secondFactor/secondFactorRules.ts';
import type { Handler } from '../handler.ts';

export const factorReset: Handler<'account.factorReset'> = {
  from: 'signedInAgent',
  answer: async (_, { agentId }, { clock, store }) => {
    const atMs = await store.findFactorReset(agentId, clock.nowMs() - FACTOR_RESET_TOLD_MS);
    return ok(atMs === null ? {} : { atMs });
  },
};
