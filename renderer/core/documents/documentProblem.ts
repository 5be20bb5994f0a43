// Why a document cannot be shown, as codes. Knows no words: those are the table's.

/**
 * `empty`: no bytes; `tooLarge`: more bytes than allowed; `typeUnknown`: no type we show; `markup`: text that is SVG, HTML or XML;
 * `heicUnsupported`: a HEIC picture this browser cannot decode; `pictureTooLarge`: more pixels than allowed; `pictureBroken`,
 * `pdfBroken`: cannot be read; `textTooLong`, `tooManyPages`: more pages than allowed; `passwordProtected`: a PDF that asks for one;
 * `tooSlow`: not ready within the watchdog's time; `tooMuchMemory`: would unfold to more than allowed; `pageBroken`: this one
 * page cannot be drawn; `viewerUnavailable`: this browser cannot load or run the viewer; `closed`: closed meanwhile.
 */
export type DocumentProblem =
  | 'empty'
  | 'tooLarge'
  | 'typeUnknown'
  | 'markup'
  | 'heicUnsupported'
  | 'pictureTooLarge'
  | 'pictureBroken'
  | 'pdfBroken'
  | 'textTooLong'
  | 'tooManyPages'
  | 'passwordProtected'
  | 'tooSlow'
  | 'tooMuchMemory'
  | 'pageBroken'
  | 'viewerUnavailable'
  | 'closed';

export type DocumentResult<T> = { ok: true; value: T } | { ok: false; problem: DocumentProblem };

export function good<T>(value: T): DocumentResult<T> {
  return { ok: true, value };
}

export function bad(problem: DocumentProblem): { ok: false; problem: DocumentProblem } {
  return { ok: false, problem };
}
