// What was asked, what came of it and what was odd, as it is said to the service: apart what releases before do not know. Pure.
import {
  checkHintSchema,
  firstPromptSchema,
  laterHintSchema,
  laterPromptSchema,
  type CheckHint,
  type CheckStep,
  type Params,
} from '../../../../signalling/protocol/index.ts';

type Reported = Pick<Params<'identity.finish'>, 'steps' | 'laterSteps'>;

export function reportedSteps(all: readonly CheckStep[]): Reported {
  const steps = all.flatMap(({ prompt, result }) => {
    const first = firstPromptSchema.safeParse(prompt);
    return first.success ? [{ prompt: first.data, result }] : [];
  });
  const laterSteps = all.flatMap(({ prompt, result }, at) => {
    const later = laterPromptSchema.safeParse(prompt);
    return later.success ? [{ at, prompt: later.data, result }] : [];
  });
  return laterSteps.length > 0 ? { steps, laterSteps } : { steps };
}

export function reportedHints(all: readonly CheckHint[]): Pick<Params<'identity.finish'>, 'hints' | 'laterHints'> {
  const hints = all.flatMap((hint) => checkHintSchema.safeParse(hint).data ?? []);
  const laterHints = all.flatMap((hint) => laterHintSchema.safeParse(hint).data ?? []);
  return laterHints.length > 0 ? { hints, laterHints } : { hints };
}
