// Why a file cannot be on the table, in words with what to do.
import { m } from '../../paraglide/messages.js';
import { formatBytes } from '../language/index.ts';
import type { PutProblem } from './prepareFile.ts';

export function documentProblemWords(problem: PutProblem['problem'], maxFileBytes: number): string {
  return `${problem} ${formatBytes(maxFileBytes)} ${m.close()}`;
}
