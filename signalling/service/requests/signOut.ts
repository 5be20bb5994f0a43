// agent.signOut: ends the session. The connection stays, for somebody else to sign in.
import { ok } from '../../protocol/index.ts';
import { audit } from '../audit/audit.ts';
import type { Handler } from './handler.ts';

export const signOut: Handler<'agent.signOut'> = {
  from: 'signedInAgent',
  answer: async (_, { session, agentId, sessionHash }, service) => {
    const { runner, signedIn } = service;
    const result = await runner.run({ type: 'agentSignedOut', agentId }, { endedSessions: [sessionHash] });
    if (!result.ok) return result;
    session.release();
    signedIn.forget(agentId, session);
    session.agent = null;
    await audit(service, 'signedOut', { agentId });
    return ok({});
  },
};
