// What a file is, from its bytes. Pure: a name or a declared media type is never asked, so neither can lie.
import { bad, good, type DocumentResult } from './documentProblem.ts';
import { decodeText, isMarkup } from './text/decodeText.ts';

export type PictureType = 'jpeg' | 'png' | 'webp';
export type DocumentType = 'pdf' | PictureType | 'text';
/** `heic` is none that is shown: it must become JPEG first (`heicToJpeg`), and says `heicUnsupported` where that is not possible. */
export type SniffedType = DocumentType | 'heic';

/** Default size limit of a document, by issue and policy. */
export const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024;

const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1']);

/** Readers of PDF look for its header so far into a file (ISO 32000-1, annex H, note 13). */
const PDF_HEADER_WITHIN = 1_024;
/** A PDF says near its end where its table of contents is. */
const PDF_END_WITHIN = 2_048;
/** What other programs open: a file that begins so is theirs, whatever stands further on. */
const OTHERS = [
  'GIF8',
  'PK',
  'MZ',
  'RIFF',
  '\x7fELF',
  'Rar!',
  '7z\xbc\xaf',
  '\x1f\x8b',
  'BM',
  'II*\0',
  'MM\0*',
  '#!',
  '{\\rtf',
  '\xd0\xcf\x11\xe0',
  '%!',
];

/**
 * The type of `bytes`. Signatures count at the very first byte only, but for PDF: mail, scanners and web servers leave bytes before its header.
 * A file that begins as something else and becomes a PDF further on is still no PDF. Problems: `empty`, `tooLarge`, `markup`, `typeUnknown`.
 */
export function sniffType(bytes: Uint8Array, maxBytes: number = MAX_DOCUMENT_BYTES): DocumentResult<SniffedType> {
  if (bytes.length === 0) return bad('empty');
  if (bytes.length > maxBytes) return bad('tooLarge');
  if (latin(bytes, 0, 5) === '%PDF-') return good('pdf');
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return good('jpeg');
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return good('png');
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP') return good('webp');
  // ISO/IEC 14496-12, 4.3: a box of type `ftyp` with the major brand after it.
  if (latin(bytes, 4, 8) === 'ftyp' && HEIC_BRANDS.has(latin(bytes, 8, 12))) return good('heic');
  if (pdfStart(bytes) > 0) return good('pdf');
  const text = decodeText(bytes);
  if (text === undefined) return bad('typeUnknown');
  if (text.trim() === '') return bad('empty');
  return isMarkup(text) ? bad('markup') : good('text');
}

/** Where the PDF begins; -1 for what is none. Reading starts there: the places that its table names count from it. */
export function pdfStart(bytes: Uint8Array): number {
  const at = latin(bytes, 0, PDF_HEADER_WITHIN).search(/%PDF-[12]\.\d/);
  if (at <= 0) return latin(bytes, 0, 5) === '%PDF-' ? 0 : -1;
  const before = latin(bytes, 0, at);
  const isOthers = OTHERS.some((start) => before.startsWith(start)) || isMarkup(before.replace(/^\xef\xbb\xbf/, ''));
  const hasEnd = /startxref\s+\d+\s+%%EOF/.test(latin(bytes, Math.max(0, bytes.length - PDF_END_WITHIN), bytes.length));
  return isOthers || !hasEnd ? -1 : at;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
