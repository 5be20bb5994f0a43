// identity.withdraw: whoever consented takes it back, in a call or without one. What was sealed is erased at once.
import { fail, ok } from '../../../protocol/index.ts';
import { inBase64Url, strangerOf } from '../../identity/claimedCustomer.ts';
import type { Handler } from '../handler.ts';

export const withdrawConsent: Handler<'identity.withdraw'> = {
  from: 'customer',
  answer: async ({ customerId, withdrawalToken }, _, { store, tokens, clock, log }) => {
    const claim = { customerId, withdrawalHash: '', possession: withdrawalToken };
    let isKnown = false;
    // Also of who this page was taken for, where it could not show the key.
    for (const claimed of [customerId, strangerOf(claim, { store, tokens })]) {
      const hash = await store.findWithdrawalHash(claimed);
      if (hash === null || inBase64Url(hash) !== tokens.hash(withdrawalToken)) continue;
      isKnown = true;
      await store.withdraw(claimed, clock.nowMs());
    }
    if (!isKnown) return fail('customerUnknown');
    log.info({}, 'consent to face checks withdrawn, template erased');
    return ok({});
  },
};
