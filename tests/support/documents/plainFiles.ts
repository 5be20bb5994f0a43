// Ordinary files as people have them. Knows how they are made and what is written in them.
import { Buffer } from 'node:buffer';
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument, rgb, StandardFonts, type PDFPage } from '@cantoo/pdf-lib';
import { rawPdf } from './rawPdf.ts';

export type NumberedOptions = {
  pages: number;
  /** About so many; the pages then carry pictures that do not pack. */
  bytes?: number;
  withObjectStreams?: boolean;
};

/** The words on page `page` of a numbered PDF; no other page has them. */
export function wordsOf(page: number): string {
  return `Chapter ${page}: the heron of page ${page} stands in the reeds`;
}

/** A page that readers show and that writers do not take for one: it does not say that it is a page. */
export function unwritablePdf(): Buffer {
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    { entries: '', stream: Buffer.from('BT /F1 24 Tf 72 700 Td (Fee of 900 EUR) Tj ET') },
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]);
}

/** An order: who it is for must be filled in, and the form works out its total by itself. Both were filled in before the price was changed. */
export function orderPdf(): Buffer {
  const line = (number: number, top: number): string =>
    `/Type /Annot /Subtype /Widget /P 3 0 R /FT /Tx /DA (/Helv 12 Tf 0 g) /Rect [180 ${top} 480 ${top + 24}] /F 4 /MK << /BC [0 0 0] >> /T (line${number})`;
  const product = String.raw`/AA << /C << /S /JavaScript /JS (AFSimple_Calculate\("PRD", new Array\("line2","line3"\)\);) >> >>`;
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 7 0 R 8 0 R 9 0 R] /DA (/Helv 0 Tf 0 g) /DR << /Font << /Helv 5 0 R >> >> /CO [9 0 R] >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /Helv 5 0 R >> >> /Contents 4 0 R /Annots [6 0 R 7 0 R 8 0 R 9 0 R] >>',
    {
      entries: '',
      stream: Buffer.from(
        'BT /Helv 24 Tf 60 770 Td (Order) Tj /Helv 12 Tf 0 -45 Td (Account holder) Tj 0 -40 Td (Price) Tj 0 -40 Td (Pieces) Tj 0 -40 Td (Total) Tj ET',
      ),
    },
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< ${line(1, 717)} /TU (Account holder) /Ff 2 >>`,
    `<< ${line(2, 677)} /TU (Price) /V (10) >>`,
    `<< ${line(3, 637)} /TU (Pieces) /V (2) >>`,
    `<< ${line(4, 597)} /TU (Total) /Ff 1 /V (20) ${product} >>`,
  ]);
}

/** A4 pages that say which they are. The same options give the same bytes but for the date. */
export async function numberedPdf({ pages, bytes, withObjectStreams = true }: NumberedOptions): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const pictureBytes = bytes === undefined ? 0 : bytes / pages;
  for (let number = 1; number <= pages; number += 1) {
    const page = pdf.addPage([595, 842]);
    page.drawText(String(number), { x: 72, y: 700, size: 96, font, color: rgb(0.06, 0.43, 0.4) });
    page.drawText(wordsOf(number), { x: 72, y: 650, size: 16, font });
    page.drawText(`Page ${number} of ${pages}`, { x: 72, y: 40, size: 11, font });
    for (let line = 0; line < 20; line += 1)
      page.drawText(`Line ${line + 1} of chapter ${number}, in small print, to be read closely.`, {
        x: 72,
        y: 610 - line * 14,
        size: 10,
        font,
      });
    if (pictureBytes > 0) await addNoise(pdf, page, pictureBytes, number);
  }
  return Buffer.from(await pdf.save({ useObjectStreams: withObjectStreams }));
}

async function addNoise(pdf: PDFDocument, page: PDFPage, bytes: number, seed: number): Promise<void> {
  const side = Math.max(8, Math.floor(Math.sqrt(bytes / 3)));
  const picture = await pdf.embedPng(noisePng(side, side, seed));
  page.drawImage(picture, { x: 72, y: 70, width: 240, height: 240 });
}

/** A form with each kind of field, French labels, and a title. */
export async function formPdf(): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([595, 842]);
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const form = pdf.getForm();
  const write = (text: string, y: number, x = 60): void => page.drawText(text, { x, y, size: 12, font });
  page.drawText('Change of address', { x: 60, y: 770, size: 24, font });
  write('Name', 725);
  form.createTextField('person.name').addToPage(page, { x: 180, y: 717, width: 300, height: 24 });
  write('Remarks', 690);
  const remarks = form.createTextField('remarks');
  remarks.enableMultiline();
  remarks.addToPage(page, { x: 180, y: 620, width: 300, height: 80 });
  write('I have read the terms', 585);
  form.createCheckBox('terms').addToPage(page, { x: 240, y: 582, width: 16, height: 16 });
  write('Letters by', 550);
  const post = form.createRadioGroup('post');
  post.addOptionToPage('paper', page, { x: 180, y: 547, width: 16, height: 16 });
  write('paper', 550, 202);
  write('electronic', 550, 322);
  post.addOptionToPage('electronic', page, { x: 300, y: 547, width: 16, height: 16 });
  write('Canton', 510);
  const canton = form.createDropdown('canton');
  canton.addOptions(['Vaud', 'Genève', 'Zürich']);
  canton.addToPage(page, { x: 180, y: 503, width: 160, height: 24 });
  return Buffer.from(await pdf.save());
}

/** A PNG of three stripes: red, green and blue, from left to right. */
export function stripedPng(width: number, height: number): Buffer {
  const colours = [
    [200, 40, 40],
    [40, 160, 60],
    [40, 60, 200],
  ];
  return pngOf(width, height, (x) => colours[Math.floor((x * 3) / width)] ?? [0, 0, 0]);
}

/** A PNG of noise: it does not pack, so its size is what it looks like. */
export function noisePng(width: number, height: number, seed: number): Buffer {
  let state = seed * 2_654_435_761 + 1;
  const byte = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return pngOf(width, height, () => [byte(), byte(), byte()]);
}

/** The head of a PNG that claims to be this large, and nothing after it. */
export function pngHead(width: number, height: number): Buffer {
  return Buffer.concat([PNG_SIGNATURE, pngChunk('IHDR', pngHeader(width, height)), pngChunk('IEND', Buffer.alloc(0))]);
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Grey steps with a gamma of 1.0: shown brighter than its numbers say (PNG, 11.3.3.2). */
export function darkenedPng(width: number, height: number): Buffer {
  const gamma = Buffer.alloc(4);
  gamma.writeUInt32BE(100_000);
  return pngOf(width, height, (x) => Array.from({ length: 3 }, () => Math.round((x * 255) / width)), [
    pngChunk('gAMA', gamma),
  ]);
}

function pngOf(
  width: number,
  height: number,
  colour: (x: number, y: number) => number[],
  more: readonly Buffer[] = [],
): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows.set(colour(x, y), y * (1 + width * 3) + 1 + x * 3);
  const parts = [
    pngChunk('IHDR', pngHeader(width, height)),
    ...more,
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([PNG_SIGNATURE, ...parts]);
}

function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a channel, RGB.
  header.set([8, 2, 0, 0, 0], 8);
  return header;
}

function pngChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** The head of a JPEG of this many pixels that was taken with the camera on its side (Exif orientation 6). */
export function sidewaysJpegHead(width: number, height: number): Buffer {
  // TIFF, little endian, with one entry: orientation (0x0112), short, 1 value.
  const tiff = Buffer.from('49492a0008000000010012010300010000000600000000000000', 'hex');
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const frame = Buffer.alloc(15);
  frame.set([8, height >> 8, height & 0xff, width >> 8, width & 0xff, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    jpegPart(0xe1, exif),
    jpegPart(0xc0, frame),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function jpegPart(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff]);
  return Buffer.concat([head, data]);
}
