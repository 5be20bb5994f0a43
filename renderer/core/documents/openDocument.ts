// Opens any document by its type. Knows which implementation shows which type, and nothing of how.
import type { DocumentResult } from './documentProblem.ts';
import type { OpenDocument } from './document.ts';
import type { DocumentType } from './sniffType.ts';

/**
 * Opens `bytes`, whose type has been told from themselves (`sniffType`). The bytes are only read. What reads a type
 * is loaded with the first document of it. With `byOutlines` letters are drawn from their outlines, so that how this machine hints its
 * fonts decides nothing: for what is compared. Problems: all but `empty`, `tooLarge`, `typeUnknown` and `markup`. MUST be closed by whoever opened it.
 */
export async function openDocument(
  bytes: Uint8Array,
  type: DocumentType,
  { byOutlines = false }: { byOutlines?: boolean } = {},
): Promise<DocumentResult<OpenDocument>> {
  switch (type) {
    case 'pdf': {
      const { openPdf } = await import('./pdf/openPdf.ts');
      return openPdf(bytes, byOutlines);
    }
    case 'text': {
      const { openText } = await import('./text/openText.ts');
      return openText(bytes);
    }
    default: {
      const { openPicture } = await import('./picture/openPicture.ts');
      return openPicture(bytes, type);
    }
  }
}

/** Starts what reads PDF ahead of the next one, while its bytes are still on their way. */
export async function preparePdf(): Promise<void> {
  try {
    const [{ prepareWorkers }, { loadPdfLibrary }] = await Promise.all([
      import('./pdf/pdfWorkers.ts'),
      import('./pdf/pdfLibrary.ts'),
      import('./pdf/openPdf.ts'),
    ]);
    prepareWorkers();
    await loadPdfLibrary();
  } catch {
    // Opening it says so.
  }
}
