// What an annotation on a page is, and how each tool looks in page units. Pure: the screen and the flattened document both take it from here.

export type AnnotationTool = 'pen' | 'highlighter' | 'arrow' | 'rectangle' | 'note';
export type AnnotationColour = 'blue' | 'vermillion' | 'green' | 'purple' | 'black';

/** `points` are x0, y0, x1, y1, … in page units; arrow: from, to; rectangle: two corners; note: its upper left corner. */
export type Annotation = {
  inkId: string;
  by: 'agent' | 'customer';
  tool: AnnotationTool;
  colour: AnnotationColour;
  widthUnits: number;
  points: readonly number[];
  text?: string | undefined;
};

/** Told apart by people with any kind of colour blindness (Okabe and Ito, 2008). */
export const ANNOTATION_COLOURS: Readonly<Record<AnnotationColour, string>> = {
  blue: '#0072b2',
  vermillion: '#d55e00',
  green: '#009e73',
  purple: '#aa4499',
  black: '#16211f',
};

/** A highlighter lets through what it lies on; it is drawn with the blend mode *multiply*. */
export const HIGHLIGHTER_OPACITY = 0.38;

/** A note on the page, in page units: a slip of paper with an edge in the note's colour. */
export const NOTE = {
  widthUnits: 2_600,
  paddingUnits: 110,
  textUnits: 190,
  lineUnits: 250,
  edgeUnits: 24,
  paper: '#fff8d6',
  text: '#16211f',
} as const;

const HEAD_LENGTH = 5;
const HEAD_HALF_WIDTH = 2.2;

/** The polygon of an arrow from the first point to the last, as [x, y] pairs; empty when it has no length. */
export function arrowOutline(points: readonly number[], widthUnits: number): number[][] {
  const [x0 = 0, y0 = 0] = points;
  const [x1 = x0, y1 = y0] = points.slice(-2);
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0 || points.length < 4) return [];
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  const head = Math.min(length, widthUnits * HEAD_LENGTH);
  /** `along` from the start, `across` to the left of the way. */
  const at = (along: number, across: number): number[] => [
    x0 + ux * along + uy * across,
    y0 + uy * along - ux * across,
  ];
  const [half, wide] = [widthUnits / 2, Math.min(length / 2, widthUnits * HEAD_HALF_WIDTH)];
  const neck = length - head;
  return [at(0, half), at(neck, half), at(neck, wide), at(length, 0), at(neck, -wide), at(neck, -half), at(0, -half)];
}
