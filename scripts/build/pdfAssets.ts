// Copies what pdf.js fetches while it reads a PDF into the built page: fonts, character maps, decoders. Knows the package's folders.
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { copyAfterBuild } from './copyAfterBuild.ts';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
/** Where `renderer/core/documents/pdf/pdfLibrary.ts` looks for them, below the page's base. */
const FOLDER = 'pdfjs';
/** The content security policy allows no WebAssembly, and scripts in PDFs are never run: their engine stays out. */
const LEFT_OUT = /\.wasm$|quickjs|LICENSE_(PDFJS_)?QUICKJS/i;

export function pdfAssets(): Plugin {
  return copyAfterBuild('visavis-pdf-assets', copyPdfAssets);
}

/** Into `pdfjs/` below `outDir`. */
export function copyPdfAssets(outDir: string): void {
  for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) copyFolder(folder, join(outDir, FOLDER, folder));
}

function copyFolder(folder: string, target: string): void {
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(join(PACKAGE, folder)))
    if (!LEFT_OUT.test(file)) cpSync(join(PACKAGE, folder, file), join(target, file));
}
