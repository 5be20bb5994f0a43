// identity.wantedKeys: of which templates the check in the caller's own call needs the keys. The agent's page says so as well; the
// customer's page believes the server.
import { ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';

export const wantedKeys: Handler<'identity.wantedKeys'> = {
  from: 'callingCustomer',
  answer: async (_, { callId }, { store, clock }) => {
    const check = (await store.checksOfCall(callId)).findLast(({ kind }) => kind !== 'otherWay');
    const consent = await store.findConsent(callId);
    if (check === undefined || check.kind === 'otherWay' || check.seen !== null) return ok({ check: null });
    const { kind, customerId, toFile } = check;
    if (customerId === null || consent?.customerId !== customerId || consent.withdrawnAtMs !== null) {
      return ok({ check: null });
    }
    const template = await store.findTemplate(customerId);
    const held = template !== null && template.expiresAtMs > clock.nowMs() ? template.templateId : undefined;
    const templateIds = [held, toFile?.templateId].filter((templateId) => templateId !== undefined);
    return ok({ check: templateIds.length === 0 ? null : { kind, templateIds } });
  },
};
