// What a likeness means. Three answers: where it is not certain, that is said. Pure.

export type Thresholds = {
  /** From here on a match. */
  readonly match: number;
  /** From here on, and below `match`, nothing can be said. */
  readonly inconclusive: number;
  /** Where policy asks for more: from here on a match. */
  readonly strict: number;
};

export type Verdict = 'match' | 'inconclusive' | 'noMatch';

export function judge(likeness: number, { match, inconclusive, strict }: Thresholds, isStrict: boolean): Verdict {
  if (likeness >= (isStrict ? strict : match)) return 'match';
  return likeness >= inconclusive ? 'inconclusive' : 'noMatch';
}
