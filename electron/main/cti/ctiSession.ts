// One CTI connection, whatever carries it: parses what it says, answers, and passes it to the engine. Knows the protocol, no socket.
import { CTI_VERSION, ctiMessageSchema, type CtiAnswer, type CtiMessage } from '../../contract/cti.ts';
import type { Log } from '../log/createLog.ts';
import type { CtiConnection, ReplyEngine } from './engine/createReplyEngine.ts';

/** Messages a mail program may send in a second; a person's typing is one. */
const MAX_MESSAGES_PER_SECOND = 100;

export type CtiSession = {
  /** One whole message, JSON. Its size is bounded by whoever carries it (`CTI_MAX_MESSAGE_BYTES`). */
  readonly receive: (text: string) => void;
  /** The connection has ended, whoever ended it. */
  readonly closed: () => void;
  /** True once it has said a good hello: until then its carrier gives it a few seconds. */
  readonly isWelcome: () => boolean;
};

export type CtiSessionOptions = {
  readonly engine: Pick<ReplyEngine, 'join'>;
  readonly log: Log;
  readonly send: (answer: CtiAnswer) => void;
  /** Ends the connection after what was sent is out. May be called more than once. */
  readonly close: () => void;
  readonly nowMs?: () => number;
};

/** Begins where the connection stands and nothing has been said. */
export function createCtiSession({
  engine,
  log,
  send,
  close,
  nowMs = () => performance.now(),
}: CtiSessionOptions): CtiSession {
  let place: CtiConnection | undefined;
  let isOver = false;
  const isTooMuch = createRateLimit(nowMs);

  function refuse(code: 'malformed' | 'helloRequired' | 'unsupportedVersion'): void {
    log.warn('cti connection refused', { code });
    send({ type: 'problem', code });
    end();
  }

  function end(): void {
    if (isOver) return;
    isOver = true;
    place?.left();
    close();
  }

  function take(message: CtiMessage): void {
    if (message.type === 'hello') {
      // A second hello would be another CTI connection over the same socket.
      if (place !== undefined) {
        refuse('malformed');
        return;
      }
      place = engine.join({ client: message.client, instance: message.instance }, { send, close: end });
      return;
    }
    if (place === undefined) {
      refuse('helloRequired');
      return;
    }
    if (message.type === 'ping') {
      place.heard();
      send({ type: 'pong' });
      return;
    }
    place.say(message);
  }

  return {
    receive: (text) => {
      if (isOver) return;
      if (isTooMuch()) {
        refuse('malformed');
        return;
      }
      const message = readMessage(text);
      if (typeof message === 'string') {
        refuse(message);
        return;
      }
      take(message);
    },
    closed: end,
    isWelcome: () => place !== undefined,
  };
}

/** Returns what says of each message whether it is one too many. */
function createRateLimit(nowMs: () => number): () => boolean {
  let second = 0;
  let inSecond = 0;
  return () => {
    const now = Math.floor(nowMs() / 1_000);
    inSecond = now === second ? inSecond + 1 : 1;
    second = now;
    return inSecond > MAX_MESSAGES_PER_SECOND;
  };
}

function readMessage(text: string): CtiMessage | 'malformed' | 'unsupportedVersion' {
  const content = parseJson(text);
  if (isHelloOfAnotherVersion(content)) return 'unsupportedVersion';
  const parsed = ctiMessageSchema.safeParse(content);
  return parsed.success ? parsed.data : 'malformed';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Looked at before the schema: another version's hello may have other fields. */
function isHelloOfAnotherVersion(content: unknown): boolean {
  if (typeof content !== 'object' || content === null || !('type' in content) || content.type !== 'hello') return false;
  return 'v' in content && typeof content.v === 'number' && content.v !== CTI_VERSION;
}
