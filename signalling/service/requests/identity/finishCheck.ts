// identity.finish: what came of a check goes on record, once. No likeness, no descriptor, no picture.
import { fail, ok } from '../../../protocol/index.ts';
import { checkIn, isWorkingOn } from '../../identity/checkedCall.ts';
import { triesOf } from '../../identity/triesOf.ts';
import type { Handler } from '../handler.ts';

export const finishCheck: Handler<'identity.finish'> = {
  from: 'signedInAgent',
  answer: async ({ callId, checkId, ...seen }, { agentId }, service) => {
    const { store, log } = service;
    if (!isWorkingOn(callId, agentId, service)) return fail('callNotFound');
    const check = await checkIn({ callId, checkId }, agentId, service);
    if (check === null || check.customerId === null) return fail('checkNotFound');
    // Said again after a dropped connection it is the same.
    if (check.seen === null) {
      await store.putCheck({ ...check, seen });
      log.info({ callId, checkId, outcome: seen.outcome, liveness: seen.liveness }, 'identity check finished');
    }
    return ok({ triesLeft: (await triesOf(check.customerId, service)).left });
  },
};
