// agent.failedSignIns: who tried wrong passwords for this account, as far as it is known: how often, and when last.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const failedSignIns: Handler<'agent.failedSignIns'> = {
  from: 'signedInAgent',
  answer: (_, { agentId }, service) => ok(service.failedSignIns.take(agentId) ?? { count: 0 }),
};
