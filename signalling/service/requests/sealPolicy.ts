// seal.policy: whose seal is put on what is agreed in the agent's present call.
import { ok } from '../../protocol/index.ts';
import { sealerOf } from '../seal/sealerOf.ts';
import type { Handler } from './handler.ts';

export const sealPolicy: Handler<'seal.policy'> = {
  from: 'signedInAgent',
  answer: ({ callId }, { agentId }, service) => {
    const sealer = sealerOf(agentId, callId, service);
    if (!sealer.ok) return sealer;
    if (sealer.value === null) return ok({ seal: null });
    const { by, maxBytes } = sealer.value;
    return ok({ seal: { by, maxBytes } });
  },
};
