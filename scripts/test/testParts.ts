// What `npm test` is asked to do: which parts, and which tests of them.
import { Failure } from '../bootstrap/progress.mjs';

export const PARTS = ['check', 'unit', 'journeys'] as const;
export type Part = (typeof PARTS)[number];

export interface Selection {
  readonly parts: readonly Part[];
  /** Handed on to the runner of the one part that was chosen. */
  readonly filters: readonly string[];
}

const ONLY = '--only=';

/** `--only=check,unit` chooses parts; anything else narrows the one part that is chosen. Throws a Failure for what makes no sense. */
export function readSelection(parameters: readonly string[]): Selection {
  const names = parameters
    .filter((text) => text.startsWith(ONLY))
    .flatMap((text) => text.slice(ONLY.length).split(','));
  const filters = parameters.filter((text) => !text.startsWith(ONLY));
  const unknown = names.find((name) => !isPart(name));
  if (unknown !== undefined) {
    throw new Failure(`There is no part “${unknown}”. Choose from ${PARTS.join(', ')}: npm test -- --only=${PARTS[0]}`);
  }
  const parts = names.length === 0 ? PARTS : PARTS.filter((part) => names.includes(part));
  if (filters.length > 0 && (parts.length !== 1 || parts[0] === 'check')) {
    throw new Failure(
      `“${filters.join(' ')}” narrows one part only. Name it: npm test -- --only=journeys ${filters.join(' ')}`,
    );
  }
  return { parts, filters };
}

function isPart(name: string): name is Part {
  return PARTS.some((part) => part === name);
}
