// One life of a PDF's workers, from opening to the end. Knows pdf.js and its failures; which page does what is its owner's matter.
import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import { MAX_CANVAS_PIXELS } from '../canvasBounds.ts';
import { bad, good, type DocumentProblem, type DocumentResult } from '../documentProblem.ts';
import { withinMs } from '../withinMs.ts';
import { createFloodGauge, type FloodGauge } from './createFloodGauge.ts';
import { MEMORY_REFUSED } from './memoryLimit.ts';
import { loadPdfLibrary, pdfAssets, type PdfLibrary } from './pdfLibrary.ts';
import { takeWorkers, type PdfWorkers } from './pdfWorkers.ts';

const OPEN_LIMIT_MS = 20_000;
/** Pixels of a picture inside a PDF: an A3 scan at 600 dpi is 70 MP and left out, one at 400 dpi is 31 MP. */
const MAX_IMAGE_PIXELS = 50_000_000;

export type PdfSession = {
  readonly library: PdfLibrary;
  readonly pdf: PDFDocumentProxy;
  /** Resolves when the session is over, with why. */
  readonly ended: Promise<DocumentProblem>;
  /** A new piece of work begins: what it may take is counted from here. */
  startWork: () => void;
  /** Ends both workers at once, whatever they are doing. */
  end: (problem: DocumentProblem) => void;
};

/** `bytes` are copied to the worker. `byOutlines`: letters are paths, no fonts of the browser. Problems: `viewerUnavailable`, `passwordProtected`, `pdfBroken`, `tooSlow`, `tooMuchMemory`. */
export async function startPdfSession(bytes: Uint8Array, byOutlines: boolean): Promise<DocumentResult<PdfSession>> {
  const library = await loadPdfLibrary().catch(() => undefined);
  if (!library) return bad('viewerUnavailable');
  const workers = takeWorkers();
  const flood = createFloodGauge();
  let end: PdfSession['end'] = () => undefined;
  const ended = new Promise<DocumentProblem>((resolve) => {
    end = (problem) => {
      workers.read.terminate();
      workers.draw?.terminate();
      resolve(problem);
    };
  });
  watchWorkers(workers, flood, end);
  const task = openTask(library, workers, bytes, byOutlines);
  const opened = await withinMs(Promise.race([outcomeOf(task), ended.then(bad)]), OPEN_LIMIT_MS);
  if (opened !== 'late' && opened.ok) return good({ library, pdf: opened.value, ended, end, startWork: flood.reset });
  const problem = opened === 'late' ? 'tooSlow' : opened.problem;
  end(problem);
  return bad(problem);
}

function watchWorkers({ read, draw }: PdfWorkers, flood: FloodGauge, end: (problem: DocumentProblem) => void): void {
  for (const worker of draw ? [read, draw] : [read]) {
    let hasSpoken = false;
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      hasSpoken = true;
      if (data === MEMORY_REFUSED || flood.isFlood(data)) end('tooMuchMemory');
    });
    // Before its first word its script could not be loaded or run; later a page broke it.
    worker.addEventListener('error', () => end(hasSpoken ? 'pageBroken' : 'viewerUnavailable'));
  }
}

function openTask(
  library: PdfLibrary,
  { read, draw }: PdfWorkers,
  bytes: Uint8Array,
  byOutlines: boolean,
): PDFDocumentLoadingTask {
  // pdf.js takes a drawing worker from here only; it is this document's own and nobody else's.
  library.GlobalWorkerOptions.rendererPorts = draw ? [draw] : [];
  const task = library.getDocument({
    data: bytes.slice(),
    worker: library.PDFWorker.create({ port: read, verbosity: library.VerbosityLevel.ERRORS }),
    verbosity: library.VerbosityLevel.ERRORS,
    ...pdfAssets(),
    cMapPacked: true,
    useWorkerFetch: true,
    // The content security policy allows no WebAssembly; pdf.js has the same decoders in plain JavaScript.
    useWasm: false,
    enableXfa: false,
    // The fonts we bring: both sides then see the same, whatever is installed.
    useSystemFonts: false,
    disableFontFace: byOutlines,
    maxImageSize: MAX_IMAGE_PIXELS,
    canvasMaxAreaInBytes: MAX_CANVAS_PIXELS * 4,
    disableWorkerRendering: draw === undefined,
  });
  library.GlobalWorkerOptions.rendererPorts = [];
  return task;
}

async function outcomeOf(task: PDFDocumentLoadingTask): Promise<DocumentResult<PDFDocumentProxy>> {
  try {
    return good(await task.promise);
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    return bad(name === 'PasswordException' ? 'passwordProtected' : 'pdfBroken');
  }
}
