// Why a prepared document is not on the table, in words: what happened and what to do.
import type { AgentFileProblem } from '../../core/agentFiles/agentFiles.ts';
import { m } from '../../paraglide/messages.js';
import { problemWords } from '../problems/index.ts';

export function libraryProblemWords(code: AgentFileProblem): string {
  switch (code) {
    case 'unreachable':
      return m.libraryUnreachable();
    case 'damaged':
      return m.libraryDamaged();
    case 'documentUnknown':
      return m.libraryUnknown();
    default:
      return problemWords(code);
  }
}
