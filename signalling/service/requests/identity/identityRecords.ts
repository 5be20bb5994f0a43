// identity.records: the checks of a call, without whose face it was.
import { fail, ok } from '../../../protocol/index.ts';
import { audit } from '../../audit/audit.ts';
import { answeredCall, mayRead } from '../../transcript/answeredCall.ts';
import type { Handler } from '../handler.ts';

export const identityRecords: Handler<'identity.records'> = {
  from: 'signedInAgent',
  answer: async ({ callId }, { agentId }, service) => {
    const { runner, store } = service;
    const call = await answeredCall(callId, service);
    const role = runner.state.agents.get(agentId)?.context.role ?? 'agent';
    if (call === null || !mayRead(call, { agentId, role })) return fail('callNotFound');
    const checks = await store.checksOfCall(callId);
    await audit(service, 'recordRead', { agentId, callId, what: 'checks' });
    return ok({
      checks: checks.map(({ checkId, kind, atMs, consentVersion, isFiled, seen, decision }) => {
        return { checkId, kind, atMs, consentVersion, isFiled, seen, decision };
      }),
    });
  },
};
