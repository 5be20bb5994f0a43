// `npm run links -- …`: makes a signed link, as a customer portal does. Knows the settings; opens no store.
import { parseArgs } from 'node:util';
import { personNameSchema, queueIdSchema } from '../../protocol/index.ts';
import type { Queues } from '../../domain/queue/queue.ts';
import type { Links } from '../../service/ports/links.ts';

export type LinksCommand = {
  readonly links: Links | null;
  readonly queues: Queues;
  /** Where customers open the page. */
  readonly origin: string;
  readonly createId: () => string;
  readonly nowMs: number;
};
type Outcome = { readonly ok: boolean; readonly text: string };

const USAGE = 'Usage:\n  npm run links -- make --queue ID [--name NAME] [--minutes 60]';
const DEFAULT_MINUTES = 60;
const MOST_MINUTES = 60 * 24 * 90;

export async function runLinksCommand(args: readonly string[], command: LinksCommand): Promise<Outcome> {
  const { links, queues, origin, createId, nowMs } = command;
  const asked = readArguments(args);
  if (asked === null) return { ok: false, text: USAGE };
  if (links === null) {
    return { ok: false, text: 'The file of VISAVIS_CONFIG must name the secrets of links: links: { secrets: FILE }.' };
  }
  const queueId = queueIdSchema.safeParse(asked.queue);
  if (!queueId.success || !queues.has(queueId.data)) {
    return { ok: false, text: `--queue must be one of ${[...queues.keys()].join(', ')}.` };
  }
  const name = personNameSchema.safeParse(asked.name);
  if (asked.name !== undefined && !name.success)
    return { ok: false, text: '--name must be a name of 1 to 80 characters.' };
  if (!(asked.minutes >= 1 && asked.minutes <= MOST_MINUTES)) {
    return { ok: false, text: `--minutes must be a whole number from 1 to ${MOST_MINUTES}.` };
  }
  const link = await links.make({
    linkId: createId(),
    queueId: queueId.data,
    name: name.success ? name.data : null,
    goodUntilMs: nowMs + asked.minutes * 60_000,
  });
  return { ok: true, text: `${origin}/#link=${link}` };
}

function readArguments(
  args: readonly string[],
): { readonly queue: string; readonly name: string | undefined; readonly minutes: number } | null {
  try {
    const options = { queue: { type: 'string' }, name: { type: 'string' }, minutes: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.join(' ') !== 'make' || values.queue === undefined) return null;
    const minutes = values.minutes ?? String(DEFAULT_MINUTES);
    return { queue: values.queue, name: values.name, minutes: /^\d{1,7}$/.test(minutes) ? Number(minutes) : NaN };
  } catch {
    return null;
  }
}
