// Takes the requests of connections: checks, authorises, answers. Knows no sockets and no state of its own.
import {
  fail,
  isRequestName,
  type CloseName,
  type ReplyFrame,
  type RequestFrame,
  type RequestName,
  type RequestResult,
  type Result,
} from '../../protocol/index.ts';
import { parseParams } from '../../protocol/parsing.ts';
import { callPhase } from '../../domain/call/call.ts';
import { HANDLERS } from '../requests/index.ts';
import type { Service } from '../service.ts';
import { identify } from './senders.ts';
import { createSession, type Connection, type Session } from './session.ts';

/** What to do about a request: reply, or close the connection. */
export type Response = { readonly reply: ReplyFrame } | { readonly close: CloseName };

/** One connection's way into the service. Requests MUST be given one after the other. */
export type Conversation = {
  readonly hasSaidHello: boolean;
  /** Speaks for an account, or for a call that goes on. */
  readonly isKnown: boolean;
  request(frame: RequestFrame): Promise<Response>;
  /** The connection is gone. `expected`: the server itself is going away, so nobody has dropped. */
  closed(expected: boolean): void;
};

export function openConversation(connection: Connection, service: Service): Conversation {
  const session = createSession(connection);
  const log = service.log.with({ connectionId: connection.connectionId });
  return {
    get hasSaidHello() {
      return session.party !== null;
    },
    get isKnown() {
      const call = session.callId === null ? undefined : service.runner.state.calls.get(session.callId);
      return session.agent !== null || (call !== undefined && callPhase(call).name !== 'ended');
    },
    async request({ id, name, params }) {
      if (session.party === null && name !== 'session.hello') return { close: 'helloRequired' };
      const result = await answer(session, name, params, service);
      service.meter.requestAnswered(isRequestName(name) ? name : 'unknown', result.ok ? 'ok' : result.problem.code);
      log.debug(
        { request: isRequestName(name) ? name : 'unknown', result: result.ok ? 'ok' : result.problem.code },
        'request answered',
      );
      const reply: ReplyFrame = result.ok
        ? { kind: 'reply', id, ok: true, result: result.value }
        : { kind: 'reply', id, ok: false, problem: result.problem };
      return { reply };
    },
    closed(expected) {
      session.closed = true;
      session.release();
      const { agent, callId } = session;
      session.agent = null;
      session.callId = null;
      if (agent !== null) service.signedIn.forget(agent.agentId, session);
      if (expected) return;
      if (agent !== null) service.runner.report({ type: 'agentDropped', agentId: agent.agentId });
      if (callId !== null) service.runner.report({ type: 'customerDropped', callId });
    },
  };
}

async function answer(session: Session, name: string, params: unknown, service: Service): Promise<Result<unknown>> {
  if (!isRequestName(name)) return fail('unknownRequest');
  const parsed = parseParams(name, params);
  if (!parsed.ok) return parsed;
  try {
    return await handle(name, parsed.value, session, service);
  } catch (cause) {
    service.log.error({ request: name }, 'request failed', cause);
    return fail('internal');
  }
}

/** The one place where a name meets its handler; the table's type keeps them together. */
function handle(
  name: RequestName,
  params: unknown,
  session: Session,
  service: Service,
): Result<RequestResult<RequestName>> | Promise<Result<RequestResult<RequestName>>> {
  const handler = HANDLERS[name];
  const sender = identify(handler.from, session, service);
  if (!sender.ok) return sender;
  return handler.answer(params as never, sender.value as never, service);
}
