// The log on pino: one JSON line an entry.
import pino, { type Logger } from 'pino';
import type { Log } from '../../service/ports/log.ts';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

export function createPinoLog(level: LogLevel, destination: pino.DestinationStream = pino.destination(1)): Log {
  const serializers = { err: describeError };
  return wrap(pino({ level, base: { service: 'signalling' }, serializers }, destination));
}

function wrap(logger: Logger): Log {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message, cause) => logger.error({ ...fields, err: cause }, message),
    with: (fields) => wrap(logger.child(fields)),
  };
}

/** Type, message and place; an error's other fields could carry what people wrote. */
function describeError(cause: unknown): unknown {
  if (!(cause instanceof Error)) return { type: typeof cause };
  return {
    type: cause.name,
    message: cause.message,
    stack: cause.stack,
    ...(cause.cause === undefined ? {} : { cause: describeError(cause.cause) }),
  };
}
