// The last page of an agreed document: what was agreed, by whom and when. Knows a page's layout; every word comes from outside.
import { linesOf, textLine, type Lettering } from '../marks/layText.ts';
import { IDENTITY, rectangle, shape, type Mark, type MarkGroup } from '../marks/mark.ts';
import type { Agreement } from './flattenInput.ts';

export const AGREEMENT_PAGE = { width: 595, height: 842 } as const;
const MARGIN = 64;
const INNER = AGREEMENT_PAGE.width - 2 * MARGIN;
const INK = '#16211f';
const SOFT = '#57635f';
const ACCENT = '#0f6d66';
const LINE_SHARE = 1.4;
/** Of a line's height, where its letters stand. */
const BASELINE_SHARE = 0.76;

export function agreementMarks(agreement: Agreement, lettering: Lettering): MarkGroup {
  const { words } = agreement;
  const marks: Mark[] = [];
  let y = MARGIN;
  const write = (text: string, sizePoints: number, colour: string): void => {
    for (const line of linesOf(lettering, text, INNER, sizePoints)) {
      const baseline = y + BASELINE_SHARE * LINE_SHARE * sizePoints;
      if (line !== '') marks.push(textLine(lettering, line, { x: MARGIN, baseline }, { sizePoints, colour }));
      y += sizePoints * LINE_SHARE;
    }
  };
  const rule = (thickness: number, colour: string): void => {
    marks.push(shape(rectangle(MARGIN, y - thickness / 2, INNER, thickness), colour));
  };

  write(words.heading, 24, INK);
  y += 10;
  rule(2, ACCENT);
  y += 22;
  write(agreement.statement, 13, INK);
  y += 26;
  const rows: [string, string, number][] = [
    [words.signedLabel, agreement.signedName, 18],
    [words.customerLabel, agreement.customerName, 11],
    [words.agentLabel, agreement.agentName, 11],
    [words.documentLabel, agreement.documentName, 11],
    [words.timeLabel, `${agreement.timeWords}\n${agreement.timeIso}`, 11],
    [words.hashLabel, agreement.sha256, 11],
  ];
  for (const [label, value, size] of rows) {
    write(label, 9, SOFT);
    write(value, size, INK);
    y += 12;
  }
  rule(0.75, SOFT);
  y += 16;
  write(words.noSignature, 10, SOFT);
  return { matrix: IDENTITY, clip: undefined, marks };
}
