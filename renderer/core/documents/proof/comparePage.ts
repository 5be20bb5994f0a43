// Whether one page of an agreed file has the size, the text and the looks of the table's page. Knows how both are drawn.
import { canvasBounds } from '../canvasBounds.ts';
import type { OpenDocument, TextItem } from '../document.ts';
import { seenMarks, type SeenMarks } from '../flatten/seenMarks.ts';
import { FOREIGN_ASCENT, FOREIGN_DESCENT } from '../marks/foreignText.ts';
import { textOfMarks, type MarkGroup, type Matrix } from '../marks/mark.ts';
import { paintMarks } from '../marks/paintMarks.ts';
import type { ProofInput, ProofProblem, ProofTools } from './proofInput.ts';
import { unlikeTiles, type Pixels, type Region, type Tile } from './worstTile.ts';

/** Compared at 150 dpi; drawn twice as fine, so that where a letter's edge falls between pixels decides nothing. */
const COMPARED_SCALE = 150 / 72;
const FINER = 2;
const ENOUGH = 0.9;
/** Points by which a page's size may differ. */
const SIZE_TOLERANCE = 0.6;
/** Where each side has fonts of its own: of 255, how far the mean of a place may be from the other's. */
const FOREIGN_MEAN = 45;

export async function comparePage(
  { source, fields, annotations }: ProofInput,
  result: OpenDocument,
  page: number,
  tools: ProofTools,
): Promise<ProofProblem | undefined> {
  const seen = await seenMarks({ source, page, fields, annotations, lettering: tools.lettering });
  if (!seen.ok) return 'sourceBroken';
  if (seen.value.overflowing.length > 0) return 'valueCutOff';
  const [size, left] = [await result.pageSize(page), await result.fieldsOf(page)];
  if (!size.ok || !left.ok) return 'resultBroken';
  if (left.value.length > 0 || !isSameSize(size.value, seen.value.size)) return 'pagesDiffer';
  const text = await compareText(source, result, page, seen.value);
  return text ?? compareLooks(source, result, page, seen.value, tools);
}

function isSameSize(a: { width: number; height: number }, b: { width: number; height: number }): boolean {
  return Math.abs(a.width - b.width) <= SIZE_TOLERANCE && Math.abs(a.height - b.height) <= SIZE_TOLERANCE;
}

/** The same letters, in whatever order they are read. */
async function compareText(
  source: OpenDocument,
  result: OpenDocument,
  page: number,
  { overlaid }: SeenMarks,
): Promise<ProofProblem | undefined> {
  const [before, after] = [await source.textOf(page), await result.textOf(page)];
  if (!before.ok) return 'sourceBroken';
  if (!after.ok) return 'resultBroken';
  const expected = lettersOf(textOfItems(before.value) + textOfMarks(overlaid));
  return expected === lettersOf(textOfItems(after.value)) ? undefined : 'textDiffers';
}

function textOfItems(items: readonly TextItem[]): string {
  return items.map(({ text }) => text).join('');
}

function lettersOf(text: string): string {
  return Array.from(text.normalize('NFKC').replace(/[\s\p{Cc}\p{Cf}]/gu, ''))
    .toSorted()
    .join('');
}

async function compareLooks(
  source: OpenDocument,
  result: OpenDocument,
  page: number,
  { size, overlaid, groups }: SeenMarks,
  tools: ProofTools,
): Promise<ProofProblem | undefined> {
  const shown = await drawn(source, page, overlaid, tools);
  const agreed = await drawn(result, page, [], tools);
  if (!shown) return 'sourceBroken';
  if (!agreed || agreed.width !== shown.width || agreed.height !== shown.height) return 'resultBroken';
  const foreign = foreignRegions(groups, shown.width / size.width);
  return unlikeTiles(shown, agreed, ENOUGH).some((tile) => !isForeign(tile, foreign)) ? 'looksDifferent' : undefined;
}

async function drawn(
  document: OpenDocument,
  page: number,
  marks: readonly MarkGroup[],
  { createCanvas }: ProofTools,
): Promise<Pixels | undefined> {
  const fine = createCanvas();
  const outcome = await document.render(page, fine, { scale: COMPARED_SCALE * FINER, inBackground: true }).finished;
  const size = await document.pageSize(page, true);
  if (!outcome.ok || !size.ok) return undefined;
  // Whatever kind of canvas the page was drawn on, this one can be read.
  const whole = createCanvas();
  whole.width = fine.width;
  whole.height = fine.height;
  const draw = whole.getContext('2d');
  const half = createCanvas();
  half.width = Math.ceil(fine.width / FINER);
  half.height = Math.ceil(fine.height / FINER);
  const small = half.getContext('2d', { willReadFrequently: true });
  if (!draw || !small) return undefined;
  draw.drawImage(fine, 0, 0);
  paintMarks(draw, marks, canvasBounds(size.value, COMPARED_SCALE * FINER).scale);
  small.drawImage(whole, 0, 0, fine.width / FINER, fine.height / FINER);
  return small.getImageData(0, 0, half.width, half.height);
}

/** Where text stands that each side draws in fonts of its own. */
function foreignRegions(groups: readonly MarkGroup[], scale: number): Region[] {
  return groups.flatMap(({ matrix, marks }) =>
    marks.flatMap((mark) => {
      if (mark.kind !== 'text' || mark.outline !== undefined) return [];
      const { x, baseline, width, stretch, sizePoints } = mark;
      return [
        boundsOf(matrix, scale, [
          [x - sizePoints, baseline - FOREIGN_ASCENT * sizePoints],
          [x + width * stretch + sizePoints, baseline + FOREIGN_DESCENT * sizePoints],
        ]),
      ];
    }),
  );
}

function boundsOf([a, b, c, d, e, f]: Matrix, scale: number, corners: readonly (readonly number[])[]): Region {
  const placed = corners.map(([x = 0, y = 0]) => [scale * (a * x + c * y + e), scale * (b * x + d * y + f)] as const);
  const xs = placed.map(([x]) => x);
  const ys = placed.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** The text itself has been compared; here only whether as much is written. */
function isForeign(tile: Tile, regions: readonly Region[]): boolean {
  return tile.meanDifference <= FOREIGN_MEAN && regions.some((region) => overlap(tile, region));
}

function overlap(a: Region, b: Region): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
