// identity.withdraw: whoever consented takes it back, in a call or without one. What was sealed is erased at once.
import { fail, ok } from '../../../protocol/index.ts';
import { claimedCustomer, inBase64Url } from '../../identity/claimedCustomer.ts';
import type { Handler } from '../handler.ts';

export const withdrawConsent: Handler<'identity.withdraw'> = {
  from: 'customer',
  answer: async ({ customerId, withdrawalToken }, _, { store, tokens, clock, log }) => {
    const claim = { customerId, withdrawalHash: '', possession: withdrawalToken };
    const claimed = await claimedCustomer(claim, { store, tokens });
    const hash = await store.findWithdrawalHash(claimed);
    if (hash === null || inBase64Url(hash) !== tokens.hash(withdrawalToken)) return fail('customerUnknown');
    await store.withdraw(claimed, clock.nowMs());
    log.info({}, 'consent to face checks withdrawn, template erased');
    return ok({});
  },
};
