// The bounded building blocks of what goes directly between the parties.
import * as z from 'zod/mini';

export const someText = (longest: number): z.ZodMiniString => z.string().check(z.minLength(1), z.maxLength(longest));

/** A file is called by its SHA-256, so that what arrives can be checked and is fetched once. */
export const fileIdSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** What annotations lie on: `page:FILE:NUMBER`, counted from 1, or `screen:SHARE`. */
export const surfaceIdSchema = z
  .string()
  .check(z.maxLength(100), z.regex(/^(page:[0-9a-f]{64}:[1-9][0-9]{0,4}|screen:[A-Za-z0-9_-]{1,64})$/));

/** A surface's width in units; y has the same scale. */
export const SURFACE_UNITS = 10_000;
/** A little outside counts, too: strokes leave the page. Surfaces are at most ten times as high as wide. */
export const coordinateSchema = z.int().check(z.minimum(-SURFACE_UNITS), z.maximum(11 * SURFACE_UNITS));
