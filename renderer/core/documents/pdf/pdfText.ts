// The text of a PDF page with its positions. Knows pdf.js's text items; the arithmetic is that of its own text layer.
import type { PDFPageProxy } from 'pdfjs-dist';
import type { TextItem } from '../document.ts';

/** A page of a book has some thousand; more are of no use to a reader and slow every browser down. */
const MAX_ITEMS = 20_000;
/** Where a font says nothing of its ascent. */
const ASCENT = 0.8;

type Matrix = readonly [number, number, number, number, number, number];

/** Rejects when pdf.js cannot read the page. */
export async function pdfText(page: PDFPageProxy): Promise<TextItem[]> {
  const viewport = page.getViewport({ scale: 1 });
  const { items, styles } = await page.getTextContent();
  const found: TextItem[] = [];
  for (const item of items) {
    if (found.length >= MAX_ITEMS || !('str' in item)) continue;
    const last = found.at(-1);
    if (item.str === '') {
      if (last && item.hasEOL) last.endsLine = true;
      continue;
    }
    const style = styles[item.fontName];
    const isVertical = style?.vertical ?? false;
    const ascent = style && Number.isFinite(style.ascent) && style.ascent !== 0 ? style.ascent : ASCENT;
    const across = isVertical ? item.height : item.width;
    const place = placeOf(matrixOf(viewport.transform), matrixOf(item.transform), ascent, isVertical);
    found.push({
      ...place,
      text: item.str,
      width: across * viewport.userUnit,
      direction: item.dir === 'rtl' ? 'rtl' : 'ltr',
      endsLine: item.hasEOL,
    });
  }
  return found;
}

function placeOf(
  [a1, b1, c1, d1, e1, f1]: Matrix,
  [a2, b2, c2, d2, e2, f2]: Matrix,
  ascent: number,
  isVertical: boolean,
): Pick<TextItem, 'x' | 'y' | 'height' | 'angleDegrees'> {
  const along = [a1 * a2 + c1 * b2, b1 * a2 + d1 * b2] as const;
  const up = [a1 * c2 + c1 * d2, b1 * c2 + d1 * d2] as const;
  const origin = [a1 * e2 + c1 * f2 + e1, b1 * e2 + d1 * f2 + f1] as const;
  const angle = Math.atan2(along[1], along[0]) + (isVertical ? Math.PI / 2 : 0);
  const height = Math.hypot(...up);
  return {
    x: origin[0] + height * ascent * Math.sin(angle),
    y: origin[1] - height * ascent * Math.cos(angle),
    height,
    angleDegrees: (angle * 180) / Math.PI,
  };
}

function matrixOf(numbers: readonly number[]): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers;
  return [a, b, c, d, e, f];
}
