// What is copied beside the pages for pdf.js, and what is left out.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyPdfAssets } from './pdfAssets.ts';

test('[DOC-8] fonts, maps and decoders are copied; the script engine and WebAssembly are not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-pdf-'));
  try {
    copyPdfAssets(folder);
    for (const file of [
      'cmaps/UniJIS-UTF16-H.bcmap',
      'standard_fonts/LiberationSans-Regular.ttf',
      'wasm/openjpeg_nowasm_fallback.js',
    ])
      expect(existsSync(join(folder, 'pdfjs', file))).toBe(true);
    const all = readdirSync(folder, { recursive: true }).join('\n');
    expect(all).not.toMatch(/quickjs|[.]wasm$/im);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
