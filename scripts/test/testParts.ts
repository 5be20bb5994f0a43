// What `npm test` is asked to do: which parts, and which tests of them.
import { basename } from 'node:path';
import { Failure } from '../bootstrap/progress.mjs';

export const PARTS = ['check', 'unit', 'journeys'] as const;
export type Part = (typeof PARTS)[number];

export interface Selection {
  readonly parts: readonly Part[];
  /** Handed on to the runners; empty for all of a part. */
  readonly filters: { readonly unit: readonly string[]; readonly journeys: readonly string[] };
}

const ONLY = '--only=';
const TEST_FILE = /\.(test|spec)\.ts$/;

/**
 * `--only=check,unit` chooses parts, and anything else narrows the one part that is chosen. A name without a part finds its file
 * among `files`, those of all tests. Throws a Failure for what makes no sense.
 */
export function readSelection(parameters: readonly string[], files: readonly string[]): Selection {
  const names = parameters
    .filter((text) => text.startsWith(ONLY))
    .flatMap((text) => text.slice(ONLY.length).split(','));
  const filters = parameters.filter((text) => !text.startsWith(ONLY));
  const unknown = names.find((name) => !isPart(name));
  if (unknown !== undefined) {
    throw new Failure(`There is no part “${unknown}”. Choose from ${PARTS.join(', ')}: npm test -- --only=${PARTS[0]}`);
  }
  if (names.length === 0 && filters.length > 0) return findByName(filters, files);
  const parts = names.length === 0 ? PARTS : PARTS.filter((part) => names.includes(part));
  if (filters.length > 0 && (parts.length !== 1 || parts[0] === 'check')) {
    throw new Failure(
      `“${filters.join(' ')}” narrows one part only. Name it: npm test -- --only=journeys ${filters.join(' ')}`,
    );
  }
  return { parts, filters: { unit: filters, journeys: filters } };
}

/** Files of just this name, else those whose path has it somewhere. What begins with a dash, and what follows it, goes to the runner. */
function findByName(words: readonly string[], files: readonly string[]): Selection {
  const firstDash = words.findIndex((word) => word.startsWith('-'));
  const names = firstDash < 0 ? words : words.slice(0, firstDash);
  const more = words.slice(names.length);
  const found = names.flatMap((name) => {
    const exact = files.filter((file) => [file, basename(file), basename(file).replace(TEST_FILE, '')].includes(name));
    const matching = exact.length > 0 ? exact : files.filter((file) => file.includes(name));
    if (matching.length === 0) {
      throw new Failure(`No test file has “${name}” in its name. Look below tests/journeys, or for a *.test.ts file.`);
    }
    return matching;
  });
  const journeys = found.filter((file) => file.endsWith('.spec.ts'));
  const unit = found.filter((file) => file.endsWith('.test.ts'));
  if (more.length > 0 && unit.length > 0 && journeys.length > 0) {
    throw new Failure(`“${more.join(' ')}” is for one runner. Name it: npm test -- --only=journeys ${words.join(' ')}`);
  }
  if (found.length === 0) throw new Failure(`“${words.join(' ')}” names no test. For example: npm test -- chat`);
  return {
    parts: [...(unit.length > 0 ? (['unit'] as const) : []), ...(journeys.length > 0 ? (['journeys'] as const) : [])],
    filters: {
      unit: [...unit, ...more],
      // Playwright's filters are expressions on the whole path.
      journeys: [...journeys.map((file) => `/${file.replaceAll('.', '\\.')}$`), ...more],
    },
  };
}

function isPart(name: string): name is Part {
  return PARTS.some((part) => part === name);
}
