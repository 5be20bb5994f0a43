// One JSON object a line over a stream, bounded, and looked at by a schema as it comes in.
import type { Socket } from 'node:net';
import * as z from 'zod/mini';
import { MAX_LINE_CHARS } from './contract.ts';

/** Hands over what fits. Whoever sends anything else is no other half of ours: the stream is ended. */
export function readJsonLines<S extends z.core.$ZodType>(
  socket: Socket,
  schema: S,
  take: (value: z.infer<S>) => void,
): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const parsed = z.safeParse(schema, parsedJson(line));
      if (!parsed.success) {
        socket.destroy(new Error('a line that nobody of ours would write'));
        return;
      }
      take(parsed.data);
    }
    if (rest.length > MAX_LINE_CHARS) socket.destroy(new Error('a line without an end'));
  });
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
