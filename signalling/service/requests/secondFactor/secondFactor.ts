// account.secondFactor: whether the agent has one, and whether they must.
import { ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const secondFactor: Handler<'account.secondFactor'> = {
  from: 'signedInAgent',
  answer: async (_, { agentId }, { store, policies }) => {
    const [account, factor] = [await store.findAccountOf(agentId), await store.findSecondFactor(agentId)];
    const isRequired = account !== null && policies.current.secondFactor.requiredFor.includes(account.role);
    if (factor === null) return ok({ isRequired });
    const { sinceMs, recoveryCodesLeft } = factor;
    return ok({ isRequired, on: { sinceMs, recoveryCodesLeft } });
  },
};
