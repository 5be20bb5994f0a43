// What is written on a page beside what its file holds: values of fields, notes, drawings. The screen, the agreed file and its proof all draw
// it from these numbers. Types and pure arithmetic: points are 1/72 inch, origin top left, y grows downwards.

/** a, b, c, d, e, f of ISO 32000-1, 8.3.3: x′ = ax + cy + e, y′ = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export type PathStep =
  | readonly ['M' | 'L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z'];

export type FontName = 'sans' | 'mono';

/** A filled area. */
export type ShapeMark = {
  kind: 'shape';
  path: readonly PathStep[];
  colour: string;
  opacity: number;
  /** Lets through what it lies on, as a highlighter does. */
  multiplies: boolean;
};

/** One line of text. */
export type TextMark = {
  kind: 'text';
  text: string;
  /** Where it begins, on its baseline. */
  x: number;
  baseline: number;
  width: number;
  sizePoints: number;
  colour: string;
  font: FontName;
  /** Of its natural width. 1 unless letters are set in cells. */
  stretch: number;
  /** SVG path in points; undefined where our font lacks a letter, so that the browser's own fonts draw it. */
  outline: string | undefined;
};

export type Mark = ShapeMark | TextMark;

/** Marks in the coordinates of their own box, which is placed on the page by `matrix`. */
export type MarkGroup = {
  matrix: Matrix;
  /** Nothing is drawn outside the box. Undefined for what may lie anywhere. */
  clip: { width: number; height: number } | undefined;
  marks: readonly Mark[];
};

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function combine(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [a2, b2, c2, d2, e2, f2] = inner;
  return [a * a2 + c * b2, b * a2 + d * b2, a * c2 + c * d2, b * c2 + d * d2, a * e2 + c * f2 + e, b * e2 + d * f2 + f];
}

/** The text of marks in the order in which they are drawn. */
export function textOfMarks(groups: readonly MarkGroup[]): string {
  return groups
    .flatMap(({ marks }) => marks)
    .map((mark) => (mark.kind === 'text' ? mark.text : ''))
    .join('');
}

export function rectangle(x: number, y: number, width: number, height: number): PathStep[] {
  return [['M', x, y], ['L', x + width, y], ['L', x + width, y + height], ['L', x, y + height], ['Z']];
}

/** Corners as [x, y] pairs. Empty for fewer than three. */
export function polygon(corners: readonly (readonly number[])[]): PathStep[] {
  if (corners.length < 3) return [];
  const steps = corners.map(([x = 0, y = 0], index): PathStep => [index === 0 ? 'M' : 'L', x, y]);
  return [...steps, ['Z']];
}

/** Four Bézier curves: 0.5523 is what comes closest to a circle. */
export function circle(cx: number, cy: number, r: number): PathStep[] {
  const k = 0.5523 * r;
  return [
    ['M', cx + r, cy],
    ['C', cx + r, cy + k, cx + k, cy + r, cx, cy + r],
    ['C', cx - k, cy + r, cx - r, cy + k, cx - r, cy],
    ['C', cx - r, cy - k, cx - k, cy - r, cx, cy - r],
    ['C', cx + k, cy - r, cx + r, cy - k, cx + r, cy],
    ['Z'],
  ];
}

export function shape(path: readonly PathStep[], colour: string): ShapeMark {
  return { kind: 'shape', path, colour, opacity: 1, multiplies: false };
}

export function pathData(path: readonly PathStep[]): string {
  return path.map(([letter, ...numbers]) => `${letter}${numbers.map(rounded).join(' ')}`).join('');
}

export function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
