// identity.decide: the agent's decision goes on record. Nothing follows from it by itself.
import { fail, MAX_CHECKS, ok } from '../../../protocol/index.ts';
import { checkIn, isWorkingOn } from '../../identity/checkedCall.ts';
import type { Handler } from '../handler.ts';

export const decideIdentity: Handler<'identity.decide'> = {
  from: 'signedInAgent',
  answer: async ({ callId, checkId, decision: made, way }, { agentId }, service) => {
    const { store, clock, log } = service;
    if (!isWorkingOn(callId, agentId, service)) return fail('callNotFound');
    const decision = { decision: made, ...(way === undefined ? {} : { way }) };
    // Without a check there is one such record for each agent's part, which the next decision takes the place of.
    const parts = service.runner.state.calls.get(callId)?.context.segments ?? [];
    const part = parts.findLastIndex((segment) => segment.agentId === agentId) + 1;
    const own = checkId ?? (part > 1 ? `otherWay-${callId}-${part}` : `otherWay-${callId}`);
    const check = await checkIn({ callId, checkId: own }, agentId, service);
    if (check !== null) await store.putCheck({ ...check, decision });
    else if (checkId !== null) return fail('checkNotFound');
    else {
      if ((await store.checksOfCall(callId)).length >= MAX_CHECKS) return fail('recordFull');
      const about = { checkId: own, callId, agentId, customerId: null, kind: 'otherWay', atMs: clock.nowMs() } as const;
      await store.putCheck({ ...about, consentVersion: null, isFiled: false, seen: null, toFile: null, decision });
    }
    log.info({ callId, decision: made }, 'identity decided');
    return ok({});
  },
};
