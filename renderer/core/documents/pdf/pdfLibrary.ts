// pdf.js and its files. Knows where they are, nothing of documents.
import type * as PdfJs from 'pdfjs-dist/legacy/build/pdf.mjs';

export type PdfLibrary = typeof PdfJs;

/** Loaded with the first PDF: the pages themselves stay as light as they were. Rejects where the browser cannot run it. */
export async function loadPdfLibrary(): Promise<PdfLibrary> {
  return import('pdfjs-dist/legacy/build/pdf.mjs');
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
