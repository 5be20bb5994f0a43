// Queues out of a JSON file, or the single one used without. Knows what the file may say and how to say what is wrong.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { callReasonSchema, queueIdSchema, wordsSchema } from '../../protocol/index.ts';
import type { CallTimings } from '../../domain/call/callEvents.ts';
import type { Queue, Queues } from '../../domain/queue/queue.ts';

export const DEFAULT_TIMINGS: CallTimings = {
  ringTimeoutMs: 20_000,
  mediaDeadlineMs: 30_000,
  graceMs: 30_000,
  declineRestMs: 10_000,
};
export const DEFAULT_MAX_WAITING = 200;

const GENERAL: Queue = {
  id: queueIdSchema.parse('general'),
  name: { en: 'General enquiries', fr: 'Questions générales' },
  reasons: [
    { id: 'answered', name: { en: 'Question answered', fr: 'Question résolue' } },
    { id: 'follow-up', name: { en: 'Needs a follow-up', fr: 'Suivi nécessaire' } },
    { id: 'other', name: { en: 'Other', fr: 'Autre' } },
  ],
  timings: DEFAULT_TIMINGS,
  maxWaiting: DEFAULT_MAX_WAITING,
};

const queueSchema = z.strictObject({
  id: queueIdSchema,
  name: wordsSchema,
  reasons: z.array(callReasonSchema).min(1).max(100),
  ringTimeoutMs: z.int().min(1000).max(600_000).optional(),
  maxWaiting: z.int().min(1).max(10_000).optional(),
});
const fileSchema = z.strictObject({ queues: z.array(queueSchema).min(1).max(200) });

export type QueuesResult =
  { readonly ok: true; readonly queues: Queues } | { readonly ok: false; readonly sentences: readonly string[] };

export function queuesById(queues: readonly Queue[]): Queues {
  return new Map(queues.map((queue) => [queue.id, queue]));
}

export function readQueues(file: string | null): QueuesResult {
  if (file === null) return { ok: true, queues: queuesById([GENERAL]) };
  const sentence = (what: string) => ({ ok: false as const, sentences: [`VISAVIS_QUEUES names ${file}, ${what}.`] });
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    return sentence(cause instanceof SyntaxError ? 'which is no JSON' : 'which cannot be read');
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'file'}: ${message}`,
    );
    return sentence(`where ${issues.join('; ')}`);
  }
  const queues = parsed.data.queues.map(toQueue);
  if (new Set(queues.map(({ id }) => id)).size < queues.length) return sentence('where two queues have the same id');
  return { ok: true, queues: queuesById(queues) };
}

function toQueue({ id, name, reasons, ringTimeoutMs, maxWaiting }: z.infer<typeof queueSchema>): Queue {
  return {
    id,
    name,
    reasons,
    timings: { ...DEFAULT_TIMINGS, ...(ringTimeoutMs === undefined ? {} : { ringTimeoutMs }) },
    maxWaiting: maxWaiting ?? DEFAULT_MAX_WAITING,
  };
}
