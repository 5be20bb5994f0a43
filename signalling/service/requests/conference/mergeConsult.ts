// consult.merge: whoever was asked talks with everybody.
import { ok } from '../../../protocol/index.ts';
import type { Handler } from '../handler.ts';
import { roomsThere } from './roomsThere.ts';

export const mergeConsult: Handler<'consult.merge'> = {
  from: 'signedInAgent',
  answer: async ({ callId }, { agentId: by }, service) => {
    const there = roomsThere(service);
    if (!there.ok) return there;
    const result = await service.runner.run({ type: 'consultMerged', callId, by });
    return result.ok ? ok({}) : result;
  },
};
