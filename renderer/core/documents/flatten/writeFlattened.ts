// Puts an agreed document together: its pages, what is seen of fields and annotations, and the agreement. Knows the order.
import type { PDFDocument } from '@cantoo/pdf-lib';
import { bad, good, type DocumentResult } from '../documentProblem.ts';
import { browserForeignText } from '../marks/foreignText.ts';
import type { Lettering } from '../marks/layText.ts';
import { combine, type Matrix } from '../marks/mark.ts';
import { loadPageFonts } from '../marks/pageFont.ts';
import { AGREEMENT_PAGE, agreementMarks } from './agreementPage.ts';
import { basePages } from './basePages.ts';
import { embedFonts } from './flattenFonts.ts';
import type { FlattenInput } from './flattenInput.ts';
import { keepWhatIsSeen } from './keepWhatIsSeen.ts';
import { PAGE_UNITS } from '../marks/annotationMarks.ts';
import { placeOnPage } from './pagePlace.ts';
import { browserPictures } from './pictureSource.ts';
import { seenMarks } from './seenMarks.ts';
import { createMarkWriter, type MarkWriter } from './writeMarks.ts';

export async function writeFlattened(input: FlattenInput): Promise<DocumentResult<Uint8Array>> {
  const pictures = input.pictures ?? browserPictures;
  const fonts = input.lettering?.fonts ?? (await loadPageFonts().catch(() => undefined));
  if (!fonts) return bad('viewerUnavailable');
  const lettering: Lettering = input.lettering ?? { fonts, foreign: browserForeignText };
  const base = await basePages(input.bytes, input.type, pictures);
  if (!base.ok) return base;
  const pdf = base.value;
  try {
    if (pdf.getPageCount() !== input.source.pageCount) return bad('pdfBroken');
    const writer = createMarkWriter(pdf, await embedFonts(pdf, fonts), pictures);
    const written = await writePages(pdf, writer, input, lettering);
    if (!written.ok) return written;
    if (input.agreement) {
      const page = pdf.addPage([AGREEMENT_PAGE.width, AGREEMENT_PAGE.height]);
      await writer.write(page, [agreementMarks(input.agreement, lettering)], upright(AGREEMENT_PAGE.height));
    }
    // Embedded fonts and pictures are written into the file before what nobody reaches is taken out of it.
    await pdf.flush();
    keepWhatIsSeen(pdf);
    return good(await pdf.save({ updateFieldAppearances: false, useObjectStreams: false }));
  } catch {
    // A file that pdf.js mends and pdf-lib cannot write to.
    return bad('pdfBroken');
  }
}

async function writePages(
  pdf: PDFDocument,
  writer: MarkWriter,
  { source, fields, annotations }: FlattenInput,
  lettering: Lettering,
): Promise<DocumentResult<void>> {
  for (const [index, page] of pdf.getPages().entries()) {
    const seen = await seenMarks({ source, page: index + 1, fields, annotations, lettering });
    if (!seen.ok) return seen;
    if (seen.value.groups.length === 0) continue;
    const scale = PAGE_UNITS / seen.value.size.width;
    await writer.write(page, seen.value.groups, combine(placeOnPage(page).matrix, [scale, 0, 0, scale, 0, 0]));
  }
  return good(undefined);
}

/** Of a page whose corner is the file's origin. */
function upright(height: number): Matrix {
  return [1, 0, 0, -1, 0, height];
}
