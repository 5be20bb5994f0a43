// Forms as other tools make them, object by object: merged dictionaries, options beside numbers, cells, lists, flags. Knows no library.
import { Buffer } from 'node:buffer';
import { PDFDocument, PDFHeader } from '@cantoo/pdf-lib';
import { rawPdf } from './rawPdf.ts';

export type WidgetOptions = {
  /** Entries of the catalogue's form, of the page and of the page's content. */
  form?: string;
  page?: string;
  content?: string;
  /** Further objects, from number `6 + widgets` on. */
  more?: readonly string[];
};

/** A page of 400 × 400 points with these widgets, which are fields as well; object 6 is the first. */
export function widgetsPdf(widgets: readonly string[], options: WidgetOptions = {}): Buffer {
  const refs = widgets.map((_widget, index) => `${index + 6} 0 R`).join(' ');
  const content = options.content ?? 'BT /Helv 10 Tf 20 380 Td (A form) Tj ET';
  return rawPdf([
    `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${refs}] /DA (/Helv 0 Tf 0 g) /DR << /Font << /Helv 5 0 R >> >> ${options.form ?? ''} >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R ${options.page?.includes('/MediaBox') ? '' : '/MediaBox [0 0 400 400]'} /Resources << /Font << /Helv 5 0 R >> >> /Contents 4 0 R /Annots [${refs}] ${options.page ?? ''} >>`,
    { entries: '', stream: Buffer.from(content, 'latin1') },
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...widgets.map((entries) => `<< /Type /Annot /Subtype /Widget /P 3 0 R ${entries} >>`),
    ...(options.more ?? []),
  ]);
}

/** Radio buttons that are numbered, with their values beside them (ISO 32000-1, 12.7.4.2.4). */
export function numberedRadiosPdf(): Buffer {
  const state = (on: string): string => `/AP << /N << /${on} 9 0 R /Off 10 0 R >> >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Annots [7 0 R 8 0 R] /Resources << /Font << /Helv 5 0 R >> >> >>',
    { entries: '', stream: Buffer.from('BT /Helv 10 Tf 60 305 Td (By post  By mail) Tj ET') },
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /FT /Btn /Ff 49152 /T (way) /V /0 /Kids [7 0 R 8 0 R] /Opt [(post) (mail)] >>',
    `<< /Type /Annot /Subtype /Widget /Parent 6 0 R /Rect [20 300 34 314] /F 4 /AS /0 /MK << /BC [0 0 0] /CA (l) >> /BS << /W 1 >> ${state('0')} >>`,
    `<< /Type /Annot /Subtype /Widget /Parent 6 0 R /Rect [40 300 54 314] /F 4 /AS /Off /MK << /BC [0 0 0] /CA (l) >> /BS << /W 1 >> ${state('1')} >>`,
    { entries: '/Type /XObject /Subtype /Form /BBox [0 0 14 14]', stream: Buffer.from('0 g 4 4 6 6 re f') },
    { entries: '/Type /XObject /Subtype /Form /BBox [0 0 14 14]', stream: Buffer.from('') },
  ];
  return rawPdf(objects);
}

/** Opens for everybody, forbids changes, and is encrypted as files of around 2005 are: RC4 with 128 bits. */
export async function oldLockedPdf(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.context.header = PDFHeader.forVersion(1, 4);
  pdf.addPage([400, 400]).drawText('Every word of this page stays', { x: 40, y: 300, size: 14 });
  pdf.addPage([400, 400]).drawText('And of the second', { x: 40, y: 300, size: 14 });
  pdf.encrypt({ ownerPassword: 'owner', permissions: { modifying: false } });
  return Buffer.from(await pdf.save());
}

/** A form that only programs for XFA can fill in: its page says that it cannot be shown. */
export function xfaPdf(): Buffer {
  const xfa =
    '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"/></xdp:xdp>';
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R /NeedsRendering true /AcroForm << /Fields [] /XFA 6 0 R >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Resources << /Font << /Helv 5 0 R >> >> >>',
    { entries: '', stream: Buffer.from('BT /Helv 14 Tf 40 300 Td (Please wait...) Tj ET') },
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    { entries: '', stream: Buffer.from(xfa) },
  ]);
}
