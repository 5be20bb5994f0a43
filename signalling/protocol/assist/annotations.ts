// Marks on surfaces: what both sides draw.
import * as z from 'zod/mini';
import { idSchema } from '../fields.ts';
import { partySchema } from '../session.ts';
import { coordinateSchema, someText, surfaceIdSchema } from './fields.ts';

export const annotationToolSchema = z.enum(['pen', 'highlighter', 'arrow', 'rectangle', 'note']);
/** Told apart by colour-blind eyes, too: after Okabe and Ito, Color Universal Design, 2008. */
export const annotationColourSchema = z.enum(['blue', 'vermillion', 'green', 'purple', 'black']);
export type AnnotationTool = z.infer<typeof annotationToolSchema>;
export type AnnotationColour = z.infer<typeof annotationColourSchema>;

/** Longest stroke, in coordinates; a longer one goes on as another. */
export const MAX_ANNOTATION_COORDINATES = 4_000;
const inPairs = z.refine<number[]>((points) => points.length % 2 === 0, 'coordinates come in pairs');
const pointsSchema = (fewest: number) =>
  z.array(coordinateSchema).check(z.minLength(fewest), z.maxLength(MAX_ANNOTATION_COORDINATES), inPairs);

const head = {
  inkId: idSchema,
  by: partySchema,
  surface: surfaceIdSchema,
  tool: annotationToolSchema,
  colour: annotationColourSchema,
  /** Of a stroke or line, in units of the surface. */
  widthUnits: z.int().check(z.minimum(1), z.maximum(1000)),
};

/** One finished mark: x0, y0, x1, y1 … – a stroke's path, an arrow's two ends, a rectangle's two corners, a note's place. */
export const annotationSchema = z.strictObject({
  ...head,
  points: pointsSchema(2),
  text: z.optional(someText(500)),
});
export type Annotation = z.infer<typeof annotationSchema>;

const from = z.int().check(z.minimum(0), z.maximum(MAX_ANNOTATION_COORDINATES));

/** A mark that is being drawn, from its beginning. */
export const annotationDrawnSchema = z.strictObject({ ...head, kind: z.literal('inkDrawn'), points: pointsSchema(2) });
export type AnnotationDrawn = z.infer<typeof annotationDrawnSchema>;

/** It goes on: `points` stand from coordinate number `from` on. */
export const annotationContinuedSchema = z.strictObject({
  kind: z.literal('inkContinued'),
  inkId: idSchema,
  from,
  points: pointsSchema(2),
});
export type AnnotationContinued = z.infer<typeof annotationContinuedSchema>;
