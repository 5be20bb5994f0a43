// Why a file does not lie on the table, in words: what happened and what to do.
import { m } from '../../paraglide/messages.js';
import { formatBytes } from '../language/index.ts';
import { documentProblemWords } from './documentProblemWords.ts';
import type { PutProblem } from './prepareFile.ts';

export function putProblemWords(problem: PutProblem['problem'], maxFileBytes: number): string {
  switch (problem) {
    case 'tooLarge':
      return m.tableFileTooLarge({ size: formatBytes(maxFileBytes) });
    case 'full':
      return m.tableFileFull();
    case 'damaged':
      return m.tableFileDamaged();
    case 'missing':
      return m.tableFileMissing();
    default:
      return documentProblemWords(problem);
  }
}
