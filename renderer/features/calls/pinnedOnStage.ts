// Whose pictures are shown large where somebody signs: who signs counts as the speaker, and stands beside whoever signs back (EN 301 549,
// 6.5.5). Pure.
import type { PersonOnStage } from './peopleOnStage.ts';

export type Pinned = {
  /** Of the others. */
  readonly keys: ReadonlySet<string>;
  readonly isSelf: boolean;
};

/** Two pictures, so that both are large; undefined: nobody signs. */
export function pinnedOnStage(
  others: readonly Pick<PersonOnStage, 'key' | 'isSigning'>[],
  isSelfSigning: boolean,
): Pinned | undefined {
  const signing = others.filter((person) => person.isSigning);
  if (signing.length === 0 && !isSelfSigning) return undefined;
  // Who signs alone looks at whom they talk with.
  const shown = signing.length === 0 ? others.slice(0, 1) : signing.slice(0, isSelfSigning ? 1 : 2);
  return { keys: new Set(shown.map(({ key }) => key)), isSelf: shown.length < 2 };
}
