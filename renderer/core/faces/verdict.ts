// What a likeness means. Three answers: where it is not certain, that is said. Pure.
import type { Thresholds } from '../../../signalling/protocol/index.ts';

export type Verdict = 'match' | 'inconclusive' | 'noMatch';

export function judge(
  likeness: number,
  { match, inconclusive, strict }: Pick<Thresholds, 'match' | 'inconclusive' | 'strict'>,
  isStrict: boolean,
): Verdict {
  if (likeness >= (isStrict ? strict : match)) return 'match';
  return likeness >= inconclusive ? 'inconclusive' : 'noMatch';
}
