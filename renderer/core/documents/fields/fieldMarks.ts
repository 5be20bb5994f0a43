// What is seen of a form's field that nobody is in: ground, border, and its value as text, tick or dot. Pure: the table, the agreed file and its
// proof draw the same marks.
import type { FormField } from '../document.ts';
import { alignedX, LINE_SHARE, linesOf, textLine, textWidth, type Lettering } from '../marks/layText.ts';
import { circle, polygon, rectangle, shape, type Mark, type MarkGroup, type Matrix } from '../marks/mark.ts';
import { fieldTextSize } from './fieldTextSize.ts';

export type FieldMarks = {
  group: MarkGroup;
  /** Not all of the value can be seen, however small its letters are. */
  overflows: boolean;
};

const PADDING = 2;
/** Nobody reads smaller letters on paper. */
const MIN_POINTS = 4;
const SHRINK = 0.94;
const TICK = [
  [0.16, 0.55],
  [0.27, 0.43],
  [0.42, 0.6],
  [0.74, 0.18],
  [0.86, 0.28],
  [0.44, 0.84],
] as const;

/** `value`: see `FormField`. */
export function fieldMarks(field: FormField, value: string, lettering: Lettering): FieldMarks {
  const box = boxOf(field);
  const ground = groundOf(field, box);
  const content = contentOf(field, value, box, lettering);
  return {
    group: { matrix: placeOf(field), clip: box, marks: [...ground, ...content.marks] },
    overflows: content.overflows,
  };
}

/** What a value reads as: choices have words of their own. */
export function shownValue(field: FormField, value: string): string {
  if (field.kind === 'text') return field.secret ? '' : value;
  if (field.kind !== 'choice') return '';
  const wordsOf = (one: string): string => field.options.find((option) => option.value === one)?.text ?? one;
  return value.split('\n').map(wordsOf).join('\n');
}

type Box = { width: number; height: number };
type Content = { marks: Mark[]; overflows: boolean };

function boxOf({ width, height, look }: FormField): Box {
  return look.turnDegrees % 180 === 0 ? { width, height } : { width: height, height: width };
}

function placeOf({ x, y, width, height, look }: FormField): Matrix {
  if (look.turnDegrees === 90) return [0, 1, -1, 0, x + width, y];
  if (look.turnDegrees === 180) return [-1, 0, 0, -1, x + width, y + height];
  if (look.turnDegrees === 270) return [0, -1, 1, 0, x, y + height];
  return [1, 0, 0, 1, x, y];
}

function groundOf({ kind, look }: FormField, { width, height }: Box): Mark[] {
  const marks: Mark[] = [];
  const isRound = kind === 'radio';
  const radius = Math.min(width, height) / 2;
  const whole = isRound ? circle(width / 2, height / 2, radius) : rectangle(0, 0, width, height);
  const line = look.border?.widthPoints ?? 0;
  if (look.border && line > 0 && isRound) {
    marks.push(shape(whole, look.border.colour));
    marks.push(shape(circle(width / 2, height / 2, Math.max(0, radius - line)), look.background ?? '#ffffff'));
    return marks;
  }
  if (look.background !== undefined) marks.push(shape(whole, look.background));
  if (look.border && line > 0) {
    const { colour } = look.border;
    marks.push(shape(rectangle(0, 0, width, line), colour));
    marks.push(shape(rectangle(0, height - line, width, line), colour));
    marks.push(shape(rectangle(0, line, line, Math.max(0, height - 2 * line)), colour));
    marks.push(shape(rectangle(width - line, line, line, Math.max(0, height - 2 * line)), colour));
  }
  return marks;
}

function contentOf(field: FormField, value: string, box: Box, lettering: Lettering): Content {
  switch (field.kind) {
    case 'checkbox':
      return {
        marks: value === field.exportValue && value !== '' ? [tick(box, field.look.textColour)] : [],
        overflows: false,
      };
    case 'radio':
      return {
        marks: value === field.exportValue && value !== '' ? [dot(box, field.look.textColour)] : [],
        overflows: false,
      };
    case 'choice':
      return field.dropdown
        ? oneLine(field, shownValue(field, value), box, lettering)
        : chosenLines(field, value, box, lettering);
    case 'text': {
      const text = shownValue(field, value);
      if (field.multiline) return manyLines(field, text, box, lettering);
      return field.comb ? cells(field, text, box, lettering) : oneLine(field, text, box, lettering);
    }
  }
}

function tick({ width, height }: Box, colour: string): Mark {
  const side = Math.min(width, height);
  const [left, top] = [(width - side) / 2, (height - side) / 2];
  return shape(polygon(TICK.map(([x, y]) => [left + x * side, top + y * side])), colour);
}

function dot({ width, height }: Box, colour: string): Mark {
  return shape(circle(width / 2, height / 2, Math.min(width, height) * 0.27), colour);
}

type Lettered = Extract<FormField, { fontSize: number }>;

/** Where the letters' own height stands in the middle. */
function middleBaseline(height: number, sizePoints: number, { fonts }: Lettering): number {
  return (height + (fonts.sans.ascent - fonts.sans.descent) * sizePoints) / 2;
}

function oneLine(field: Lettered, text: string, box: Box, lettering: Lettering): Content {
  const line = text.normalize('NFC').replace(/[\n\r\t]+/g, ' ');
  if (line === '') return { marks: [], overflows: false };
  const room = box.width - 2 * PADDING;
  const fits = (size: number): boolean => textWidth(lettering, line, size) <= room;
  const sizePoints = largestThatFits(fieldTextSize(field.fontSize, box.height, false), fits);
  const width = textWidth(lettering, line, sizePoints);
  const x = alignedX(field.look.align, PADDING, room, Math.min(width, room));
  const baseline = middleBaseline(box.height, sizePoints, lettering);
  const mark = textLine(lettering, line, { x, baseline }, { sizePoints, colour: field.look.textColour });
  return { marks: [mark], overflows: !fits(sizePoints) };
}

function manyLines(field: Lettered, text: string, box: Box, lettering: Lettering): Content {
  const room = { width: box.width - 2 * PADDING, height: box.height - 2 * PADDING };
  const fits = (size: number): boolean =>
    linesOf(lettering, text, room.width, size).length * size * LINE_SHARE <= room.height + 0.01;
  const sizePoints = largestThatFits(fieldTextSize(field.fontSize, box.height, true), fits);
  const lines = linesOf(lettering, text, room.width, sizePoints);
  const { ascent, descent } = lettering.fonts.sans;
  const lead = (LINE_SHARE - ascent - descent) / 2;
  const marks = lines.flatMap((line, index) => {
    if (line === '') return [];
    const x = alignedX(field.look.align, PADDING, room.width, textWidth(lettering, line, sizePoints));
    const baseline = PADDING + (index * LINE_SHARE + lead + ascent) * sizePoints;
    return [textLine(lettering, line, { x, baseline }, { sizePoints, colour: field.look.textColour })];
  });
  return { marks, overflows: !fits(sizePoints) };
}

/** Each letter in the middle of its cell. */
function cells(field: Lettered & { kind: 'text' }, text: string, box: Box, lettering: Lettering): Content {
  const count = field.maxLength ?? 1;
  const cell = box.width / count;
  const signs = Array.from(text.normalize('NFC').replace(/[\n\r\t]+/g, ' '));
  const size = fieldTextSize(field.fontSize, box.height, false);
  const fits = (points: number): boolean => signs.every((sign) => textWidth(lettering, sign, points) <= cell);
  const sizePoints = largestThatFits(size, fits);
  const baseline = middleBaseline(box.height, sizePoints, lettering);
  const start = { left: 0, center: Math.floor((count - signs.length) / 2), right: count - signs.length }[
    field.look.align
  ];
  const marks = signs.flatMap((sign, index) => {
    if (sign === ' ') return [];
    const middle = (Math.max(0, start) + index + 0.5) * cell;
    const x = middle - textWidth(lettering, sign, sizePoints) / 2;
    return [textLine(lettering, sign, { x, baseline }, { sizePoints, colour: field.look.textColour })];
  });
  return { marks, overflows: signs.length > count || !fits(sizePoints) };
}

/** A list shows what was chosen and nothing of the rest: on paper nobody scrolls. */
function chosenLines(field: Lettered, value: string, box: Box, lettering: Lettering): Content {
  return value === '' ? { marks: [], overflows: false } : manyLines(field, shownValue(field, value), box, lettering);
}

function largestThatFits(sizePoints: number, fits: (sizePoints: number) => boolean): number {
  let size = sizePoints;
  while (size > MIN_POINTS && !fits(size)) size = Math.max(MIN_POINTS, size * SHRINK);
  return size;
}
