// How large the page of a picture is. Pure: the same on both sides and in the flattened document.
import type { PageSize } from '../document.ts';

/** A picture's page is as long as A4, so that annotations and paper agree for any camera. */
const LONG_SIDE_POINTS = 842;

export function picturePageSize({ width, height }: { width: number; height: number }): PageSize {
  const scale = LONG_SIDE_POINTS / Math.max(width, height);
  return { width: width * scale, height: height * scale };
}
