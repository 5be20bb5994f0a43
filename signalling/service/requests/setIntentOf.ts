// board.setIntent: a supervisor sets an agent available or away.
import { fail, ok } from '../../protocol/index.ts';
import { audit } from '../audit/audit.ts';
import type { Handler } from './handler.ts';

export const setIntentOf: Handler<'board.setIntent'> = {
  from: 'supervisor',
  answer: async ({ agentId, intent }, sender, service) => {
    const { runner, log } = service;
    if (!runner.state.agents.has(agentId)) return fail('agentUnknown');
    const result = await runner.run({ type: 'intentChosen', agentId, intent });
    if (result.ok) await audit(service, 'intentSetByOther', { agentId, by: sender.agentId, intent: intent.name });
    if (result.ok) log.info({ agentId, by: sender.agentId, intent: intent.name }, 'intent set by a supervisor');
    return result.ok ? ok({}) : result;
  },
};
