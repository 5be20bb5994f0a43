// The two workers of one PDF, and a spare pair: a worker's script takes longer to start than most files to arrive.
export type PdfWorkers = { readonly read: Worker; readonly draw: Worker | undefined };

let spare: PdfWorkers | undefined;

/** Starts a pair ahead of the next document. */
export function prepareWorkers(): void {
  if (spare) return;
  const started = startWorkers();
  spare = started;
  // A script that could not be loaded now may be reached when it is needed.
  const drop = (): void => void (spare = spare === started ? undefined : spare);
  started.read.addEventListener('error', drop);
  started.draw?.addEventListener('error', drop);
}

/** A pair for one document, which ends it. */
export function takeWorkers(): PdfWorkers {
  const taken = spare ?? startWorkers();
  spare = undefined;
  return taken;
}

function startWorkers(): PdfWorkers {
  return {
    read: new Worker(new URL('./pdfWorker.ts', import.meta.url), { type: 'module', name: 'pdf' }),
    draw: startDrawWorker(),
  };
}

/** Undefined where the browser has no canvas for workers: pdf.js then draws in slices on the page itself. */
function startDrawWorker(): Worker | undefined {
  if (!('OffscreenCanvas' in globalThis)) return undefined;
  return new Worker(new URL('./drawWorker.ts', import.meta.url), { type: 'module', name: 'pdfDraw' });
}
