// Where page units lie on a page of a PDF, whatever its boxes and rotation. Pure arithmetic on what pdf-lib says of a page.
import type { PDFPage } from '@cantoo/pdf-lib';
import { PAGE_UNITS } from '../marks/annotationMarks.ts';
import type { Matrix } from '../marks/mark.ts';

export type PagePlace = {
  /** From page units (origin top left as it is seen) to the file's points. */
  matrix: Matrix;
};

/** The seen page is its crop box within its media box, turned clockwise by its rotation (ISO 32000-1, table 30). */
export function placeOnPage(page: PDFPage): PagePlace {
  const { x, y, width, height } = seenBox(page);
  const angleDegrees = (((Math.round(page.getRotation().angle / 90) * 90) % 360) + 360) % 360;
  const isSideways = angleDegrees % 180 !== 0;
  const s = (isSideways ? height : width) / PAGE_UNITS;
  return { matrix: matrixOf(angleDegrees, s, x, y, x + width, y + height) };
}

function matrixOf(angle: number, s: number, left: number, bottom: number, right: number, top: number): Matrix {
  if (angle === 90) return [0, s, s, 0, left, bottom];
  if (angle === 180) return [-s, 0, 0, s, right, bottom];
  if (angle === 270) return [0, -s, -s, 0, right, top];
  return [s, 0, 0, -s, left, top];
}

function seenBox(page: PDFPage): { x: number; y: number; width: number; height: number } {
  const media = page.getMediaBox();
  const crop = page.getCropBox();
  const x = Math.max(media.x, crop.x);
  const y = Math.max(media.y, crop.y);
  const width = Math.min(media.x + media.width, crop.x + crop.width) - x;
  const height = Math.min(media.y + media.height, crop.y + crop.height) - y;
  // pdf.js does the same when the two have nothing in common.
  return width > 0 && height > 0 ? { x, y, width, height } : media;
}
