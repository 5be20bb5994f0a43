// A log that keeps its lines for a test to read.
import type { Log } from '../service/ports/log.ts';

export type RecordingLog = Log & { readonly lines: readonly string[] };

export function createRecordingLog(): RecordingLog {
  const lines: string[] = [];
  const bound = (context: object): Log => {
    const write = (level: string) => (fields: object, message: string, cause?: unknown) => {
      const err = cause instanceof Error ? `${cause.message}\n${cause.stack ?? ''}` : cause;
      lines.push(JSON.stringify({ level, message, ...context, ...fields, err }));
    };
    return {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      with: (fields) => bound({ ...context, ...fields }),
    };
  };
  return { ...bound({}), lines };
}
