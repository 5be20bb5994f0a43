// The last page of an agreed document: what was agreed, by whom and when. Knows a page's layout; every word comes from outside.
import type { PDFDocument, PDFPage } from '@cantoo/pdf-lib';
import type { Agreement } from './flattenInput.ts';
import { colourOf, type TextWriter } from './textWriter.ts';

const [WIDTH, HEIGHT] = [595, 842];
const MARGIN = 64;
const INNER = WIDTH - 2 * MARGIN;
const INK = '#16211f';
const SOFT = '#57635f';
const ACCENT = '#0f6d66';

export async function addAgreementPage(pdf: PDFDocument, writer: TextWriter, agreement: Agreement): Promise<void> {
  const page = pdf.addPage([WIDTH, HEIGHT]);
  const { words } = agreement;
  let y = HEIGHT - MARGIN;
  const write = async (text: string, size: number, colour: string, bold = false): Promise<void> => {
    y -= await writer.write(
      page,
      text,
      { x: MARGIN, y },
      { sizePoints: size, linePoints: size * 1.4, maxWidthPoints: INNER, colour, bold },
    );
  };

  await write(words.heading, 24, INK, true);
  y -= 10;
  rule(page, y, 2, ACCENT);
  y -= 22;
  await write(agreement.statement, 13, INK);
  y -= 26;
  const rows: [string, string][] = [
    [words.signedLabel, agreement.signedName],
    [words.customerLabel, agreement.customerName],
    [words.agentLabel, agreement.agentName],
    [words.documentLabel, agreement.documentName],
    [words.timeLabel, `${agreement.timeWords}\n${agreement.timeIso}`],
    [words.hashLabel, agreement.sha256],
  ];
  for (const [label, value] of rows) {
    await write(label, 9, SOFT);
    await write(value, label === words.signedLabel ? 18 : 11, INK, label === words.signedLabel);
    y -= 12;
  }
  rule(page, y, 0.75, SOFT);
  y -= 16;
  await write(words.noSignature, 10, SOFT);
}

function rule(page: PDFPage, y: number, thickness: number, colour: string): void {
  page.drawLine({ start: { x: MARGIN, y }, end: { x: WIDTH - MARGIN, y }, thickness, color: colourOf(colour) });
}
