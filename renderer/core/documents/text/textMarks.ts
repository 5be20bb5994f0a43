// A page of text as marks: each run in its cells, whatever font draws it. Pure: the fonts come from outside.
import type { TextItem } from '../document.ts';
import type { Lettering } from '../marks/layText.ts';
import { IDENTITY, type MarkGroup, type TextMark } from '../marks/mark.ts';
import { TEXT_BASELINE, TEXT_PAGE } from './paginateText.ts';

const COLOUR = '#16211f';

export function textMarks(runs: readonly TextItem[], lettering: Lettering): MarkGroup {
  return { matrix: IDENTITY, clip: undefined, marks: runs.flatMap((run) => runMark(run, lettering)) };
}

/** Stretched to its cells, so that a font with other widths, or none for these signs, moves nothing. */
function runMark(run: TextItem, { fonts, foreign }: Lettering): TextMark[] {
  const text = run.text.trimEnd();
  if (text === '') return [];
  const sizePoints = TEXT_PAGE.fontSize;
  const isOurs = fonts.mono.canWrite(text);
  const natural = (part: string): number =>
    isOurs ? fonts.mono.widthOf(part) * sizePoints : foreign.widthOf(part, sizePoints);
  const whole = natural(run.text);
  if (whole <= 0) return [];
  const stretch = run.width / whole;
  const place = { x: run.x, baseline: run.y + TEXT_BASELINE };
  const outline = isOurs ? fonts.mono.outlineOf(text, { ...place, sizePoints, stretch }) : undefined;
  const width = natural(text);
  return [{ kind: 'text', text, ...place, width, sizePoints, colour: COLOUR, font: 'mono', stretch, outline }];
}
