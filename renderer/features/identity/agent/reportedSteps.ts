// What was asked and what came of it, as it is said to the service: those prompts apart that releases before do not know. Pure.
import {
  firstPromptSchema,
  laterPromptSchema,
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
