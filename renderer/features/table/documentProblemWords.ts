// Why a document cannot be shown, in words: what happened and what to do.
import type { DocumentProblem } from '../../core/documents/documentProblem.ts';
import { m } from '../../paraglide/messages.js';

const WORDS: Record<DocumentProblem, () => string> = {
  empty: m.tableProblemEmpty,
  tooLarge: m.tableProblemTooLarge,
  typeUnknown: m.tableProblemTypeUnknown,
  markup: m.tableProblemMarkup,
  heicUnsupported: m.tableProblemHeicUnsupported,
  pictureTooLarge: m.tableProblemPictureTooLarge,
  pictureBroken: m.tableProblemPictureBroken,
  pdfBroken: m.tableProblemPdfBroken,
  textTooLong: m.tableProblemTextTooLong,
  tooManyPages: m.tableProblemTooManyPages,
  passwordProtected: m.tableProblemPasswordProtected,
  tooSlow: m.tableProblemTooSlow,
  tooMuchMemory: m.tableProblemTooMuchMemory,
  pageBroken: m.tableProblemPageBroken,
  viewerUnavailable: m.tableProblemViewerUnavailable,
  closed: m.tableProblemClosed,
};

export function documentProblemWords(problem: DocumentProblem): string {
  return WORDS[problem]();
}
