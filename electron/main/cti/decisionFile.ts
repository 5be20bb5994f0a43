// Decisions about mails in the app's data folder. Knows their form, how long they count and that a damaged file is as none.
import * as z from 'zod/mini';
import type { StateFile } from '../stateFile/createStateFile.ts';
import { decisionSchema, type Decision, type DecisionMemory } from './engine/decisions.ts';
import { MAX_REMEMBERED } from './engine/replyBook.ts';

/** A working day: a mail program that ran longer without the app names other mails by then. */
const KEPT_FOR_MS = 12 * 60 * 60_000;
/** Two hundred of the longest names fit. */
const MAX_CHARACTERS = 100_000;

const keptSchema = z.strictObject({
  version: z.literal(1),
  mails: z
    .array(z.strictObject({ ...decisionSchema.shape, decidedAtMs: z.int().check(z.minimum(0)) }))
    .check(z.maxLength(MAX_REMEMBERED)),
});
type Kept = z.infer<typeof keptSchema>['mails'];

/** @param nowMs epoch milliseconds: the time has to mean something at the next start, too */
export function createDecisionFile(
  file: Pick<StateFile, 'read' | 'save'>,
  nowMs: () => number,
  onDamaged: () => void,
): DecisionMemory {
  let kept = parseKept(file.read(), onDamaged).filter(
    // A clock that was put back makes nothing last longer.
    ({ decidedAtMs }) => Math.abs(nowMs() - decidedAtMs) <= KEPT_FOR_MS,
  );
  return {
    read: () => kept.map(({ mail, kind, decided, heldMs }) => ({ mail, kind, decided, heldMs })),
    save: (decisions) => {
      const known = new Map(kept.map((one) => [one.mail, one]));
      kept = decisions.map((decision) => ({
        ...decision,
        decidedAtMs: decidedAtMs(known.get(decision.mail), decision),
      }));
      file.save(JSON.stringify({ version: 1, mails: kept } satisfies z.infer<typeof keptSchema>));
    },
  };

  function decidedAtMs(known: Kept[number] | undefined, { decided, heldMs }: Decision): number {
    return known?.decided === decided && known.heldMs === heldMs ? known.decidedAtMs : nowMs();
  }
}

function parseKept(text: string | undefined, onDamaged: () => void): Kept {
  if (text === undefined) return [];
  const parsed = text.length > MAX_CHARACTERS ? undefined : keptSchema.safeParse(parseJson(text));
  if (parsed?.success === true) return parsed.data.mails;
  onDamaged();
  return [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
