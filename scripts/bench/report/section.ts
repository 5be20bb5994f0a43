// What a measurement leaves behind: figures with their goals, and tables. Types only.
export type Verdict = 'met' | 'missed' | '–';

export type Figure = {
  readonly name: string;
  /** Empty where none was set. */
  readonly goal: string;
  readonly measured: string;
  readonly verdict: Verdict;
};

export type Table = {
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export type Section = {
  readonly id: SectionId;
  readonly title: string;
  /** How it was measured, a sentence each. */
  readonly method: readonly string[];
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
  readonly pictures?: readonly SectionPicture[] | undefined;
};

/** Goes beside the document. */
export type SectionPicture = {
  readonly file: string;
  /** What is to be seen. */
  readonly words: string;
  readonly bytes: Uint8Array;
};

export const SECTION_IDS = [
  'media',
  'server',
  'decisions',
  'guard',
  'recovery',
  'rooms',
  'misfortunes',
  'shield',
  'app',
  'assist',
  'documents',
  'faces',
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** A figure that must not exceed its goal. */
export function atMost(name: string, goal: string, limit: number, value: number, measured: string): Figure {
  return { name, goal, measured, verdict: value <= limit ? 'met' : 'missed' };
}

/** A figure that must reach its goal. */
export function atLeast(name: string, goal: string, limit: number, value: number, measured: string): Figure {
  return { name, goal, measured, verdict: value >= limit ? 'met' : 'missed' };
}

export function noGoal(name: string, measured: string): Figure {
  return { name, goal: '', measured, verdict: '–' };
}
