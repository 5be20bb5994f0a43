// CTI connections over single requests: what a tool posts is said in its name, and what it has to hear waits for its next request.
import type { CtiAnswer } from '../../../contract/cti.ts';
import type { Log } from '../../log/createLog.ts';
import { createCtiSession, type CtiSession } from '../ctiSession.ts';
import type { ReplyEngine } from '../engine/createReplyEngine.ts';

/** Tools at one time. */
const MAX_CONNECTIONS = 16;
/** Answers that wait; the oldest go first. */
const MAX_WAITING = 32;
const INSTANCE = /^[A-Za-z0-9_-]{1,64}$/;

type State = Extract<CtiAnswer, { type: 'state' }>;
type HttpConnection = { readonly session: CtiSession; readonly waiting: CtiAnswer[]; state: State | undefined };

export type Posted =
  | { readonly status: 200 | 409; readonly answers: readonly CtiAnswer[] }
  | { readonly status: 400 | 503; readonly answers: readonly [] };

export type HttpConnections = {
  /** One message, JSON, of the connection that calls itself `instance`. A hello opens the connection; silence closes it. */
  readonly post: (instance: string | undefined, text: string) => Posted;
  /** What the connection was told last. Changes nothing and keeps nothing alive. */
  readonly state: (instance: string | undefined) => State | undefined;
  readonly close: () => void;
};

export function createHttpConnections({
  engine,
  log,
}: {
  engine: Pick<ReplyEngine, 'join'>;
  log: Log;
}): HttpConnections {
  const connections = new Map<string, HttpConnection>();

  function open(instance: string): HttpConnection {
    const waiting: CtiAnswer[] = [];
    const session = createCtiSession({
      engine,
      log,
      send: (answer) => {
        waiting.push(answer);
        if (waiting.length > MAX_WAITING) waiting.shift();
        if (answer.type === 'state') connection.state = answer;
      },
      close: () => {
        if (connections.get(instance) === connection) connections.delete(instance);
      },
    });
    const connection: HttpConnection = { session, waiting, state: undefined };
    connections.set(instance, connection);
    return connection;
  }

  return {
    post: (instance, text) => {
      if (instance === undefined || !INSTANCE.test(instance)) return { status: 400, answers: [] };
      const known = connections.get(instance);
      if (known === undefined && connections.size >= MAX_CONNECTIONS) return { status: 503, answers: [] };
      const connection = known ?? open(instance);
      connection.session.receive(text);
      const answers = connection.waiting.splice(0);
      return { status: answers.some(({ type }) => type === 'problem') ? 409 : 200, answers };
    },
    state: (instance) => (instance === undefined ? undefined : connections.get(instance)?.state),
    close: () => {
      for (const { session } of [...connections.values()]) session.closed();
      connections.clear();
    },
  };
}
