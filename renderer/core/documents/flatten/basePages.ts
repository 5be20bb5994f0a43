// The document itself as pages that can be written on. Knows what PDF can hold of each type.
import { PDFDocument, StandardFonts, type PDFImage } from '@cantoo/pdf-lib';
import { bad, good, type DocumentResult } from '../documentProblem.ts';
import { MAX_PAGES } from '../pageLimit.ts';
import { picturePageSize } from '../picture/picturePageSize.ts';
import { pictureOrientation } from '../picture/pictureSize.ts';
import type { DocumentType, PictureType } from '../sniffType.ts';
import { decodeText } from '../text/decodeText.ts';
import { paginateText, TEXT_BASELINE, TEXT_PAGE } from '../text/paginateText.ts';
import { textRuns } from '../text/textRuns.ts';
import type { PictureSource } from './pictureSource.ts';
import { colourOf, isWinAnsi } from './textWriter.ts';

/** Problems: `pdfBroken`, `passwordProtected`, `pictureBroken`. */
export async function basePages(
  bytes: Uint8Array,
  type: DocumentType,
  pictures: PictureSource,
): Promise<DocumentResult<PDFDocument>> {
  if (type === 'pdf') return loadPdf(bytes);
  const pdf = await PDFDocument.create();
  if (type === 'text') return textPages(pdf, bytes, pictures);
  return picturePage(pdf, bytes, type, pictures);
}

async function loadPdf(bytes: Uint8Array): Promise<DocumentResult<PDFDocument>> {
  try {
    // An empty password opens those that only forbid changes; what two people write on their copy is theirs.
    return good(await PDFDocument.load(bytes, { updateMetadata: false, password: '' }));
  } catch (cause) {
    return bad(cause instanceof Error && /password|encrypt/i.test(cause.name) ? 'passwordProtected' : 'pdfBroken');
  }
}

async function textPages(
  pdf: PDFDocument,
  bytes: Uint8Array,
  pictures: PictureSource,
): Promise<DocumentResult<PDFDocument>> {
  const font = await pdf.embedFont(StandardFonts.Courier);
  const pages = paginateText(decodeText(bytes) ?? '', MAX_PAGES).slice(0, MAX_PAGES);
  for (const [index, lines] of pages.entries()) {
    const page = pdf.addPage([TEXT_PAGE.width, TEXT_PAGE.height]);
    const picture = lines.every(isWinAnsi) ? undefined : await pictures.ofTextPage(bytes, index + 1);
    if (picture) {
      page.drawImage(await pdf.embedPng(picture), { x: 0, y: 0, width: TEXT_PAGE.width, height: TEXT_PAGE.height });
      continue;
    }
    for (const { text, x, y } of textRuns(lines))
      page.drawText(isWinAnsi(text) ? text : '?'.repeat(text.length), {
        x,
        y: TEXT_PAGE.height - y - TEXT_BASELINE,
        font,
        size: TEXT_PAGE.fontSize,
        color: colourOf('#16211f'),
      });
  }
  return good(pdf);
}

async function picturePage(
  pdf: PDFDocument,
  bytes: Uint8Array,
  type: PictureType,
  pictures: PictureSource,
): Promise<DocumentResult<PDFDocument>> {
  const image = await embedPicture(pdf, bytes, type, pictures);
  if (!image) return bad('pictureBroken');
  const { width, height } = picturePageSize(image);
  pdf.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  return good(pdf);
}

/** As it is where PDF knows the format and the picture stands upright; else as a JPEG made of it. */
async function embedPicture(
  pdf: PDFDocument,
  bytes: Uint8Array,
  type: PictureType,
  pictures: PictureSource,
): Promise<PDFImage | undefined> {
  try {
    if (type === 'png') return await pdf.embedPng(bytes);
    if (type === 'jpeg' && pictureOrientation(bytes) === 1) return await pdf.embedJpg(bytes);
  } catch {
    // A picture that browsers take and pdf-lib does not: made anew below.
  }
  const jpeg = await pictures.toJpeg(bytes, type).catch(() => undefined);
  return jpeg && pdf.embedJpg(jpeg);
}
