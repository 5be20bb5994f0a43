// @vitest-environment node
// Notes on a page: whole words, and nothing beyond the page's edge.
import { expect, test } from 'vitest';
import { letteringInNode } from '../../../../tests/support/documents/nodeDocument.ts';
import { NOTE, type Annotation } from '../annotation.ts';
import { annotationMarks, PAGE_UNITS } from './annotationMarks.ts';
import type { Mark } from './mark.ts';

const lettering = await letteringInNode();
const A4 = { heightUnits: 14_150 };

const note = (points: readonly number[], text: string): Annotation => ({
  ...{ inkId: 'n', by: 'agent', tool: 'note', colour: 'blue', widthUnits: 40 },
  points,
  text,
});

function cornersOf(marks: readonly Mark[]): { xs: number[]; ys: number[] } {
  const steps = marks.flatMap((mark) => (mark.kind === 'shape' ? mark.path : []));
  const ends = steps.flatMap((step) => (step[0] === 'M' || step[0] === 'L' ? [[step[1], step[2]] as const] : []));
  return { xs: ends.map(([x]) => x), ys: ends.map(([, y]) => y) };
}

const linesOf = (marks: readonly Mark[]): string[] =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

test('[INK-6] a note keeps its words whole, and lies within the page wherever it was put', () => {
  for (const place of [
    [9_900, 14_100],
    [-200, -50],
    [5_000, 5_000],
  ]) {
    const marks = annotationMarks([note(place, 'Martin will look into the second paragraph')], A4, lettering);
    const { xs, ys } = cornersOf(marks);
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...xs)).toBeLessThanOrEqual(PAGE_UNITS);
    expect(Math.max(...ys)).toBeLessThanOrEqual(A4.heightUnits);
    expect(linesOf(marks).join(' ')).toBe('Martin will look into the second paragraph');
    const widest = Math.max(...marks.map((mark) => (mark.kind === 'text' ? mark.width : 0)));
    expect(widest).toBeLessThanOrEqual(NOTE.widthUnits - 2 * NOTE.paddingUnits);
  }
});

test('[INK-6] notes wait for their letters, and lie above whatever else is drawn', () => {
  const pen: Annotation = { ...note([0, 0, 4_000, 4_000], ''), tool: 'pen', inkId: 'p', text: undefined };
  const both = [note([1_000, 1_000], 'above'), pen];
  expect(linesOf(annotationMarks(both, A4, undefined))).toEqual([]);
  const marks = annotationMarks(both, A4, lettering);
  expect(marks.findIndex((mark) => mark.kind === 'text')).toBeGreaterThan(0);
  expect(marks[0]).toMatchObject({ kind: 'shape', colour: '#0072b2', opacity: 1 });
});
