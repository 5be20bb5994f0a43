// Takes a person's file for the table: tells its type and makes of it what both sides can show. Knows no name and no transport.
import { good, type DocumentResult } from './documentProblem.ts';
import { MAX_DOCUMENT_BYTES, pdfStart, sniffType, type DocumentType } from './sniffType.ts';

export type AcceptedFile = { bytes: Uint8Array; type: DocumentType };

/**
 * What goes on the table: the bytes as they are, a PDF from its header on, or a JPEG made of a HEIC. Problems: `empty`, `tooLarge`, `typeUnknown`, `markup`,
 * `heicUnsupported`, `pictureTooLarge`, `tooSlow`. Whether it can be opened is `openDocument`'s to say.
 */
export async function acceptFile(
  bytes: Uint8Array,
  maxBytes: number = MAX_DOCUMENT_BYTES,
): Promise<DocumentResult<AcceptedFile>> {
  const sniffed = sniffType(bytes, maxBytes);
  if (!sniffed.ok) return sniffed;
  if (sniffed.value === 'pdf') return good({ bytes: bytes.subarray(pdfStart(bytes)), type: 'pdf' });
  if (sniffed.value !== 'heic') return good({ bytes, type: sniffed.value });
  const { heicToJpeg } = await import('./picture/heicToJpeg.ts');
  const converted = await heicToJpeg(bytes);
  return converted.ok ? good({ bytes: converted.value, type: 'jpeg' }) : converted;
}
