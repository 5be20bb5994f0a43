// seal.make: the organisation's seal for a digest, of the agent's present call.
import { fail, ok } from '../../protocol/index.ts';
import { sealerOf } from '../seal/sealerOf.ts';
import type { Handler } from './handler.ts';

export const sealDigest: Handler<'seal.make'> = {
  from: 'signedInAgent',
  answer: async ({ callId, sha256 }, { agentId }, service) => {
    const sealer = sealerOf(agentId, callId, service);
    if (!sealer.ok) return sealer;
    if (sealer.value === null) return fail('notPossibleNow');
    try {
      const cms = await sealer.value.seal(Buffer.from(sha256, 'hex'));
      service.log.info({ callId, bytes: cms.length }, 'sealed');
      return ok({ cms: Buffer.from(cms).toString('base64') });
    } catch (cause) {
      service.log.error({ callId }, 'not sealed', cause);
      return fail('internal');
    }
  },
};
