// What became of mutants, by file: how many were killed, and which live. Pure.

export type Mutant = {
  readonly fileName: string;
  readonly status: string;
  readonly line: number;
  /** Such as `ConditionalExpression → false`. */
  readonly what: string;
};
export type FileTally = { readonly file: string; readonly killed: number; readonly living: readonly Mutant[] };

/** What never ran is neither: a mutant that does not compile, and one that the settings leave out. */
const KILLED = ['Killed', 'Timeout'];
const LIVING = ['Survived', 'NoCoverage'];

export function tallyByFile(mutants: readonly Mutant[]): FileTally[] {
  const files = [...new Set(mutants.map(({ fileName }) => fileName))].toSorted();
  return files.map((file) => {
    const own = mutants.filter(({ fileName }) => fileName === file);
    return {
      file,
      killed: own.filter(({ status }) => KILLED.includes(status)).length,
      living: own.filter(({ status }) => LIVING.includes(status)),
    };
  });
}

/** In percent, to a tenth; 100 where there is nothing to kill. */
export function score(tallies: readonly FileTally[]): number {
  const killed = tallies.reduce((sum, file) => sum + file.killed, 0);
  const all = tallies.reduce((sum, file) => sum + file.living.length, killed);
  return all === 0 ? 100 : Math.round((1000 * killed) / all) / 10;
}
