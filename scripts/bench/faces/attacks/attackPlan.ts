// What is played of the attacks, as the command says it.
import { Failure } from '../../../bootstrap/progress.mjs';

export type AttackPlan = {
  /** Sessions of each kind. */
  readonly sessions: number;
  /** Of the first session; the others follow. */
  readonly seed: number;
  /** Kinds whose name holds this; all without it. */
  readonly kind: string | undefined;
};

/** Undefined without `--attacks=N`. @throws Failure where a number is none */
export function attackPlanOf(words: readonly string[]): AttackPlan | undefined {
  const valueOf = (name: string): string | undefined =>
    words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const [sessions, seed, kind] = [valueOf('attacks'), valueOf('seed'), valueOf('kind')];
  if (sessions === undefined) {
    if (seed !== undefined || kind !== undefined) throw new Failure('--seed and --kind need --attacks=N.');
    return undefined;
  }
  return { sessions: wholeNumber('attacks', sessions), seed: wholeNumber('seed', seed ?? '1'), kind };
}

function wholeNumber(name: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new Failure(`Not understood: --${name}=${value}. A whole number from 1 on.`);
  return Number(value);
}
