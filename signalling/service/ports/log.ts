// The service's log. Contract only.

type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
/** Fields MUST be ids, names of states and numbers: never what people are called, say, type or show. */
export type Log = {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string, cause: unknown): void;
  with(fields: LogFields): Log;
};
