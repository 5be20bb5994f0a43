// Takes the requests of connections: checks, authorises, answers. Knows no sockets and no state of its own.
import {
  fail,
  isRequestName,
  NOTICES,
  ok,
  projected,
  REQUESTS,
  type Capability,
  type CloseName,
  type Notice,
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
export type ConnectionHandler = {
  readonly hasSaidHello: boolean;
  /** Speaks for an account, or for a call that goes on. */
  readonly isKnown: boolean;
  /** `unknown`: names of fields of the frame that were left out; `paramsText`: its params as they came. */
  request(frame: RequestFrame, unknown?: readonly string[], paramsText?: string): Promise<Response>;
  /** The connection is gone. `expected`: the server itself is going away, so nobody has dropped. */
  closed(expected: boolean): void;
};

export function createConnectionHandler(connection: Connection, service: Service): ConnectionHandler {
  const session: Session = createSession({
    ...connection,
    // All that is told leaves here, as answers do below: clients are sent what they know.
    send: (notice) => {
      if (isKnownTo(session, notice)) connection.send(knownTo(session, notice));
    },
  });
  const leftOut = noteLeftOut(connection, service);
  const log = service.log.with({ connectionId: connection.connectionId });
  return {
    get hasSaidHello() {
      return session.party !== null;
    },
    get isKnown() {
      const call = session.callId === null ? undefined : service.runner.state.calls.get(session.callId);
      return (
        session.agent !== null || session.guest !== null || (call !== undefined && callPhase(call).name !== 'ended')
      );
    },
    async request({ id, name, params }, unknown = [], paramsText) {
      if (session.party === null && name !== 'session.hello') return { close: 'helloRequired' };
      const result = await answer(
        session,
        { name, params, paramsText, leftOut: (keys) => leftOut(name, [...unknown, ...keys]) },
        service,
      );
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
      const { agent, callId, guest } = session;
      session.agent = null;
      session.callId = null;
      session.guest = null;
      if (agent !== null) service.signedIn.forget(agent.agentId, session);
      if (expected) return;
      if (agent !== null) service.runner.report({ type: 'agentDropped', agentId: agent.agentId });
      if (guest !== null) service.runner.report({ type: 'guestDropped', ...guest });
      if (callId !== null) service.runner.report({ type: 'customerDropped', callId });
    },
  };
}

/** Notices that came later as a whole go to who has said so. */
const NEEDED: Partial<Record<Notice['name'], Capability>> = { 'peer.signingChanged': 'signing' };

function isKnownTo({ capabilities }: Session, { name }: Notice): boolean {
  const needed = NEEDED[name];
  return needed === undefined || capabilities.has(needed);
}

/** Whoever has not said more in hello gets the shapes of the first release. */
function knownTo({ capabilities }: Session, notice: Notice): Notice {
  return { ...notice, payload: projected(NOTICES[notice.name], notice.payload, capabilities) } as Notice;
}

/** A name that says anything but what a field is called is not written down. */
const FIELD_NAME = /^[a-z][A-Za-z0-9]{0,31}$/;
const MOST_NAMED = 8;

/** Counts what was left out of requests; the log has one line a connection. */
function noteLeftOut(connection: Connection, { meter, log }: Service): (name: string, keys: readonly string[]) => void {
  let isNoted = false;
  return (name, keys) => {
    if (keys.length === 0) return;
    const request = isRequestName(name) ? name : 'unknown';
    meter.fieldsLeftOut(request, keys.length);
    if (isNoted) return;
    isNoted = true;
    const fields = [...new Set(keys)].filter((key) => FIELD_NAME.test(key)).slice(0, MOST_NAMED);
    log
      .with({ connectionId: connection.connectionId })
      .info(
        { request, fields: fields.join(' '), count: keys.length },
        'fields that this release does not know were left out',
      );
  };
}

type Asked = {
  readonly name: string;
  readonly params: unknown;
  readonly paramsText: string | undefined;
  readonly leftOut: (keys: readonly string[]) => void;
};

async function answer(
  session: Session,
  { name, params, paramsText, leftOut }: Asked,
  service: Service,
): Promise<Result<unknown>> {
  if (!isRequestName(name)) return fail('unknownRequest');
  const parsed = parseParams(name, params, paramsText);
  if (!parsed.ok) return parsed;
  leftOut(parsed.value.unknown);
  try {
    const result = await handle(name, parsed.value.params, session, service);
    return result.ok ? ok(projected(REQUESTS[name].result, result.value, session.capabilities)) : result;
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
