// Doors without a connection: what a tool posts is said in its name, and what it has to hear waits for its next request.
import type { CtiAnswer } from '../../../contract/cti.ts';
import type { Log } from '../../log/createLog.ts';
import { createDoorSession, type DoorSession } from '../doorSession.ts';
import type { ReplyEngine } from '../engine/createReplyEngine.ts';

/** Tools at one time. */
const MAX_DOORS = 16;
/** Answers that wait; the oldest go first. */
const MAX_WAITING = 32;
const INSTANCE = /^[A-Za-z0-9_-]{1,64}$/;

type State = Extract<CtiAnswer, { type: 'state' }>;
type HttpDoor = { readonly session: DoorSession; readonly waiting: CtiAnswer[]; state: State | undefined };

export type Posted =
  | { readonly status: 200 | 409; readonly answers: readonly CtiAnswer[] }
  | { readonly status: 400 | 503; readonly answers: readonly [] };

export type HttpDoors = {
  /** One message, JSON, of the door that calls itself `instance`. A hello opens the door; silence closes it. */
  readonly post: (instance: string | undefined, text: string) => Posted;
  /** What the door was told last. Changes nothing and keeps nothing alive. */
  readonly state: (instance: string | undefined) => State | undefined;
  readonly close: () => void;
};

export function createHttpDoors({ engine, log }: { engine: Pick<ReplyEngine, 'join'>; log: Log }): HttpDoors {
  const doors = new Map<string, HttpDoor>();

  function open(instance: string): HttpDoor {
    const waiting: CtiAnswer[] = [];
    const session = createDoorSession({
      engine,
      log,
      send: (answer) => {
        waiting.push(answer);
        if (waiting.length > MAX_WAITING) waiting.shift();
        if (answer.type === 'state') door.state = answer;
      },
      close: () => {
        if (doors.get(instance) === door) doors.delete(instance);
      },
    });
    const door: HttpDoor = { session, waiting, state: undefined };
    doors.set(instance, door);
    return door;
  }

  return {
    post: (instance, text) => {
      if (instance === undefined || !INSTANCE.test(instance)) return { status: 400, answers: [] };
      const known = doors.get(instance);
      if (known === undefined && doors.size >= MAX_DOORS) return { status: 503, answers: [] };
      const door = known ?? open(instance);
      door.session.receive(text);
      const answers = door.waiting.splice(0);
      return { status: answers.some(({ type }) => type === 'problem') ? 409 : 200, answers };
    },
    state: (instance) => (instance === undefined ? undefined : doors.get(instance)?.state),
    close: () => {
      for (const { session } of [...doors.values()]) session.closed();
      doors.clear();
    },
  };
}
