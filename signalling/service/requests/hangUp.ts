// call.hangUp: either party ends the active call.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const hangUp: Handler<'call.hangUp'> = {
  from: 'talker',
  answer: async (_, { callId, by }, { runner }) => {
    const result = await runner.run({ type: 'hungUp', callId, by });
    return result.ok ? ok({}) : result;
  },
};
