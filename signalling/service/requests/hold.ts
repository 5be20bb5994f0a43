// call.hold: the agent puts the customer on hold or takes them back.
import { fail, ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const hold: Handler<'call.hold'> = {
  from: 'party',
  answer: async ({ held }, { callId, by }, { runner }) => {
    if (by !== 'agent') return fail('notAllowed', 'for agents');
    const result = await runner.run({ type: 'holdChosen', callId, held });
    return result.ok ? ok({}) : result;
  },
};
