// What annotations on a page look like, in points: strokes, arrows, frames and notes. Pure: the fonts come from outside.
import { arrowOutline, HIGHLIGHTER_OPACITY, ANNOTATION_COLOURS, NOTE, type Annotation } from '../annotation.ts';
import { penOutline } from '../penOutline.ts';
import { linesOf, textLine, type Lettering } from './layText.ts';
import { polygon, rectangle, shape, type Mark, type MarkGroup, type PathStep } from './mark.ts';

export const PAGE_UNITS = 10_000;

/** The whole page in page units. */
type Surface = { heightUnits: number };

/** The filled area of a stroke, arrow or frame in page units; empty for a note. */
function annotationPath({ tool, points, widthUnits }: Annotation): PathStep[] {
  switch (tool) {
    case 'pen':
    case 'highlighter':
      return polygon(penOutline(points, widthUnits, tool === 'highlighter'));
    case 'arrow':
      return polygon(arrowOutline(points, widthUnits));
    case 'rectangle':
      return frame(points, widthUnits);
    case 'note':
      return [];
  }
}

/**
 * Highlighters lie below everything else that is drawn, notes above it. In page units, on a page as wide as `PAGE_UNITS`. Notes wait for their
 * letters.
 */
export function annotationMarks(
  annotations: readonly Annotation[],
  surface: Surface,
  lettering: Lettering | undefined,
): Mark[] {
  const strokes = annotations
    .filter(({ tool }) => tool !== 'note')
    .toSorted((a, b) => Number(b.tool === 'highlighter') - Number(a.tool === 'highlighter'));
  return [
    ...strokes.map(strokeMark),
    ...annotations
      .filter(({ tool }) => tool === 'note')
      .flatMap((annotation) => (lettering ? noteMarks(annotation, surface, lettering) : [])),
  ];
}

/** Annotations as a group on a page so many points wide. */
export function annotationGroup(
  annotations: readonly Annotation[],
  page: { width: number; height: number },
  lettering: Lettering,
): MarkGroup {
  const scale = page.width / PAGE_UNITS;
  const surface = { heightUnits: page.height / scale };
  return {
    matrix: [scale, 0, 0, scale, 0, 0],
    clip: undefined,
    marks: annotationMarks(annotations, surface, lettering),
  };
}

/** An annotation is replaced, never changed: a page full of strokes is not outlined anew with every point of the next. */
const outlined = new WeakMap<Annotation, Mark>();

function strokeMark(annotation: Annotation): Mark {
  const known = outlined.get(annotation);
  if (known) return known;
  const isHighlighter = annotation.tool === 'highlighter';
  const mark: Mark = {
    ...shape(annotationPath(annotation), ANNOTATION_COLOURS[annotation.colour]),
    opacity: isHighlighter ? HIGHLIGHTER_OPACITY : 1,
    multiplies: isHighlighter,
  };
  outlined.set(annotation, mark);
  return mark;
}

/** Where a note lies: within the page wherever it was put. Page units. */
function noteBox(
  annotation: Annotation,
  surface: Surface,
  lettering: Lettering,
): { x: number; y: number; height: number; lines: string[] } {
  const inner = NOTE.widthUnits - 2 * NOTE.paddingUnits;
  const lines = linesOf(lettering, annotation.text ?? '', inner, NOTE.textUnits);
  const height = lines.length * NOTE.lineUnits + 2 * NOTE.paddingUnits;
  const [x = 0, y = 0] = annotation.points;
  return {
    x: Math.max(0, Math.min(x, PAGE_UNITS - NOTE.widthUnits)),
    y: Math.max(0, Math.min(y, surface.heightUnits - height)),
    height,
    lines,
  };
}

/** A slip of paper with an edge in the colour of who wrote it. */
function noteMarks(annotation: Annotation, surface: Surface, lettering: Lettering): Mark[] {
  const { x, y, height, lines } = noteBox(annotation, surface, lettering);
  const { ascent, descent } = lettering.fonts.sans;
  const lead = (NOTE.lineUnits - (ascent + descent) * NOTE.textUnits) / 2;
  return [
    shape(rectangle(x, y, NOTE.widthUnits, height), NOTE.paper),
    shape(bars(x, y, NOTE.widthUnits, height, NOTE.edgeUnits), ANNOTATION_COLOURS[annotation.colour]),
    ...lines.flatMap((line, index) => {
      const baseline = y + NOTE.paddingUnits + index * NOTE.lineUnits + lead + ascent * NOTE.textUnits;
      const look = { sizePoints: NOTE.textUnits, colour: NOTE.text };
      return line === '' ? [] : [textLine(lettering, line, { x: x + NOTE.paddingUnits, baseline }, look)];
    }),
  ];
}

function frame([x0 = 0, y0 = 0, x1 = x0, y1 = y0]: readonly number[], width: number): PathStep[] {
  const half = width / 2;
  const [left, right] = [Math.min(x0, x1) - half, Math.max(x0, x1) + half];
  const [top, bottom] = [Math.min(y0, y1) - half, Math.max(y0, y1) + half];
  return bars(left, top, right - left, bottom - top, width);
}

/** The four sides of a box, drawn inwards. */
function bars(x: number, y: number, width: number, height: number, line: number): PathStep[] {
  const between = Math.max(0, height - 2 * line);
  return [
    ...rectangle(x, y, width, line),
    ...rectangle(x, y + height - line, width, line),
    ...rectangle(x, y + line, line, between),
    ...rectangle(x + width - line, y + line, line, between),
  ];
}
