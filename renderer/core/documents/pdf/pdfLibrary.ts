// pdf.js, its workers and its files. Knows where they are, nothing of documents.
import type * as PdfJs from 'pdfjs-dist/legacy/build/pdf.mjs';

export type PdfLibrary = typeof PdfJs;

/** Loaded with the first PDF: the pages themselves stay as light as they were. Rejects where the browser cannot run it. */
export async function loadPdfLibrary(): Promise<PdfLibrary> {
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

export function startReadWorker(): Worker {
  return new Worker(new URL('./pdfWorker.ts', import.meta.url), { type: 'module', name: 'pdf' });
}

/** Undefined where the browser has no canvas for workers: pdf.js then draws in slices on the page itself. */
export function startDrawWorker(): Worker | undefined {
  if (!('OffscreenCanvas' in globalThis)) return undefined;
  return new Worker(new URL('./drawWorker.ts', import.meta.url), { type: 'module', name: 'pdfDraw' });
}

/** Addresses of fonts, character maps and decoders, which the build copies beside the pages (`scripts/build/pdfAssets.ts`). */
export function pdfAssets(): { cMapUrl: string; standardFontDataUrl: string; wasmUrl: string; iccUrl: string } {
  const base = new URL(`${import.meta.env.BASE_URL}pdfjs/`, document.baseURI);
  const at = (folder: string): string => new URL(`${folder}/`, base).href;
  return {
    cMapUrl: at('cmaps'),
    standardFontDataUrl: at('standard_fonts'),
    wasmUrl: at('wasm'),
    iccUrl: at('iccs'),
  };
}
