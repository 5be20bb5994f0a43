// Puts a flattened document together: pages, values, ink, agreement. Knows the order and what must not be left in the file.
import { PDFDict, PDFName, type PDFDocument } from '@cantoo/pdf-lib';
import { bad, good, type DocumentResult } from '../documentProblem.ts';
import type { FlattenInput } from './flattenInput.ts';
import { addAgreementPage } from './agreementPage.ts';
import { basePages } from './basePages.ts';
import { browserPictures } from './pictureSource.ts';
import { createTextWriter } from './textWriter.ts';
import { writeFields } from './writeFields.ts';
import { writeInk } from './writeInk.ts';

export async function writeFlattened(input: FlattenInput): Promise<DocumentResult<Uint8Array>> {
  const pictures = input.pictures ?? browserPictures;
  const base = await basePages(input.bytes, input.type, pictures);
  if (!base.ok) return base;
  const pdf = base.value;
  try {
    const writer = await createTextWriter(pdf, pictures);
    if (input.type === 'pdf') await writeFields(pdf, writer, input.fields);
    await writeInk(pdf, writer, input.inks);
    if (input.agreement) await addAgreementPage(pdf, writer, input.agreement);
    takeOutActions(pdf);
    return good(await pdf.save({ updateFieldAppearances: false }));
  } catch {
    // A file that pdf.js mends and pdf-lib cannot write to.
    return bad('pdfBroken');
  }
}

/** Nothing in the result runs by itself, whatever the original held. */
function takeOutActions(pdf: PDFDocument): void {
  for (const name of ['OpenAction', 'AA']) pdf.catalog.delete(PDFName.of(name));
  const names = pdf.catalog.lookupMaybe(PDFName.of('Names'), PDFDict);
  names?.delete(PDFName.of('JavaScript'));
  for (const page of pdf.getPages()) {
    page.node.delete(PDFName.of('AA'));
    for (const annotation of page.node.Annots()?.asArray() ?? []) {
      const dict = pdf.context.lookup(annotation);
      if (dict instanceof PDFDict) for (const name of ['A', 'AA']) dict.delete(PDFName.of(name));
    }
  }
}
