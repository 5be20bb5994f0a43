import { expect, it } from 'vitest';
import { score, tallyByFile, type Mutant } from './tally.ts';

const mutant = (fileName: string, status: string): Mutant => ({ fileName, status, line: 1, what: 'x → y' });

it('[REPO-3] counts what tests noticed by file, and leaves out what never ran', () => {
  const tallies = tallyByFile([
    mutant('b.ts', 'Killed'),
    mutant('a.ts', 'Timeout'),
    mutant('a.ts', 'Survived'),
    mutant('a.ts', 'NoCoverage'),
    mutant('a.ts', 'Ignored'),
    mutant('a.ts', 'CompileError'),
  ]);
  expect(tallies.map(({ file, killed, living }) => [file, killed, living.length])).toEqual([
    ['a.ts', 1, 2],
    ['b.ts', 1, 0],
  ]);
  expect(score(tallies)).toBe(50);
  expect(score([])).toBe(100);
});
