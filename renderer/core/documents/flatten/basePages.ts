// The document itself as pages that can be written on. Knows what PDF can hold of each type.
import { PDFBool, PDFDocument, PDFName, PDFStream } from '@cantoo/pdf-lib';
import { bad, good, type DocumentResult } from '../documentProblem.ts';
import { MAX_PAGES } from '../pageLimit.ts';
import { picturePageSize } from '../picture/picturePageSize.ts';
import type { DocumentType, PictureType } from '../sniffType.ts';
import { decodeText } from '../text/decodeText.ts';
import { paginateText, TEXT_PAGE } from '../text/paginateText.ts';
import type { PictureSource } from './pictureSource.ts';

/** A page of text has nothing on it yet: its lines are written as marks. Problems: `pdfBroken`, `passwordProtected`, `pictureBroken`. */
export async function basePages(
  bytes: Uint8Array,
  type: DocumentType,
  pictures: PictureSource,
): Promise<DocumentResult<PDFDocument>> {
  if (type === 'pdf') return loadPdf(bytes);
  const pdf = await PDFDocument.create();
  if (type !== 'text') return picturePage(pdf, bytes, type, pictures);
  const count = Math.min(MAX_PAGES, paginateText(decodeText(bytes) ?? '', MAX_PAGES).length);
  for (let page = 0; page < count; page += 1) pdf.addPage([TEXT_PAGE.width, TEXT_PAGE.height]);
  return good(pdf);
}

async function loadPdf(bytes: Uint8Array): Promise<DocumentResult<PDFDocument>> {
  try {
    // An empty password opens those that only forbid changes; what two people write on their copy is theirs.
    return good(await PDFDocument.load(bytes, { updateMetadata: false, password: '' }));
  } catch (cause) {
    return bad(cause instanceof Error && /password|encrypt/i.test(cause.name) ? 'passwordProtected' : 'pdfBroken');
  }
}

async function picturePage(
  pdf: PDFDocument,
  bytes: Uint8Array,
  type: PictureType,
  pictures: PictureSource,
): Promise<DocumentResult<PDFDocument>> {
  const photo = await pictures.ofPhoto(bytes, type).catch(() => undefined);
  if (!photo) return bad('pictureBroken');
  const image = photo.format === 'png' ? await pdf.embedPng(photo.bytes) : await pdf.embedJpg(photo.bytes);
  // Drawn larger than it is, a picture is smooth, as on the screen.
  await image.embed();
  const stream = pdf.context.lookup(image.ref);
  if (stream instanceof PDFStream) stream.dict.set(PDFName.of('Interpolate'), PDFBool.True);
  const { width, height } = picturePageSize(image);
  pdf.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  return good(pdf);
}
