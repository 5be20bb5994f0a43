// identity.withdraw: whoever consented takes it back, in a call or without one. What was sealed is erased at once.
import { fail, ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const withdrawConsent: Handler<'identity.withdraw'> = {
  from: 'customer',
  answer: async ({ customerId, withdrawalToken }, _, { store, tokens, clock, log }) => {
    const hash = await store.findWithdrawalHash(customerId);
    // The customer's browser writes hashes in hexadecimal.
    if (hash === null || Buffer.from(hash, 'hex').toString('base64url') !== tokens.hash(withdrawalToken)) {
      return fail('customerUnknown');
    }
    await store.withdraw(customerId, clock.nowMs());
    log.info({}, 'consent to face checks withdrawn, template erased');
    return ok({});
  },
};
