// Writes a signature field into a PDF, leaves room for the seal and puts it there (ISO 32000-2 §12.8.1, ETSI EN 319 142-1 §5.2): the seal
// covers every byte but its own. Knows PDF; not what a seal is made of.
import { PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from '@cantoo/pdf-lib';
import { hexOf } from '../../bytes/hexOf.ts';
import type { SealInput } from './sealInput.ts';

/** Stands where the range of bytes will, with as many digits as the longest file may need. */
const RANGE_PLACE = 9_999_999_999;
/** Print (4) and locked (128), §12.5.3. */
const FLAGS = 4 | 128;
/** Signatures exist, and a file that is changed is only ever added to, §12.7.3. */
const SIGNATURES_EXIST = 1 | 2;

export async function writeSealed(
  bytes: Uint8Array,
  { sign, ...place }: SealInput,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = (await withPlace(bytes, place)).slice();
  const contents = placeOf(file, `<${'0'.repeat(2 * place.maxBytes)}>`);
  const range = placeOf(file, rangeText([RANGE_PLACE, RANGE_PLACE, RANGE_PLACE]));
  const after = contents.at + contents.length;
  const said = rangeText([contents.at, after, file.length - after]).padEnd(range.length);
  file.set(lettersOf(said), range.at);
  const covered = new Uint8Array(file.length - contents.length);
  covered.set(file.subarray(0, contents.at));
  covered.set(file.subarray(after), contents.at);
  const seal = await sign(new Uint8Array(await crypto.subtle.digest('SHA-256', covered)));
  if (!seal || seal.length > place.maxBytes) return undefined;
  file.set(lettersOf(hexOf(seal)), contents.at + 1);
  return file;
}

async function withPlace(bytes: Uint8Array, { by, maxBytes, atMs }: Omit<SealInput, 'sign'>): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const { context } = pdf;
  const page = pdf.getPage(0);
  const seal = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, RANGE_PLACE, RANGE_PLACE, RANGE_PLACE],
    Contents: PDFHexString.of('0'.repeat(2 * maxBytes)),
    M: PDFString.fromDate(new Date(atMs)),
    Name: PDFHexString.fromText(by),
  });
  // Nothing of it is to be seen on a page: what both sides agreed to stays as it was.
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFString.of('Seal'),
      Rect: [0, 0, 0, 0],
      F: FLAGS,
      P: page.ref,
      V: context.register(seal),
    }),
  );
  page.node.addAnnot(field);
  pdf.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field], SigFlags: PDFNumber.of(SIGNATURES_EXIST) }));
  return pdf.save({ useObjectStreams: false, updateFieldAppearances: false });
}

function rangeText([first, second, third]: readonly [number, number, number]): string {
  return `/ByteRange [ 0 ${String(first)} ${String(second)} ${String(third)} ]`;
}

/** Where it stands last: what was written last is at the end, whatever the document itself says. */
function placeOf(file: Uint8Array, text: string): { at: number; length: number } {
  const letters = lettersOf(text);
  const first = letters[0] ?? 0;
  for (let at = file.lastIndexOf(first); at > 0; at = file.lastIndexOf(first, at - 1)) {
    if (letters.every((letter, index) => file[at + index] === letter)) return { at, length: letters.length };
  }
  throw new Error('what was written is there');
}

function lettersOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
