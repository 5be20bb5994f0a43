// session.hello: opens a connection for a customer or an agent.
import { fail, ok, PROTOCOL_VERSION, CAPABILITIES } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const hello: Handler<'session.hello'> = {
  from: 'anyone',
  answer: ({ party, capabilities = [] }, { session }, { clock, demo, heartbeatIntervalMs }) => {
    if (session.party !== null) return fail('notPossibleNow', 'hello has been said');
    if (!session.connection.mayBe.includes(party)) return fail('notAllowed', `not as ${party} from this origin`);
    session.party = party;
    session.capabilities = new Set(capabilities);
    const about = { protocolVersion: PROTOCOL_VERSION, serverTimeMs: clock.nowMs(), heartbeatIntervalMs, demo };
    return ok({ ...about, capabilities: [...CAPABILITIES] });
  },
};
