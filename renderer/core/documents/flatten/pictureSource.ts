// Pictures of what PDF's standard fonts cannot write, and of formats PDF does not know. Knows the browser's canvas.
import { openText } from '../text/openText.ts';
import type { PictureType } from '../sniffType.ts';

export type PngPicture = { png: Uint8Array; width: number; height: number };
export type TextLook = {
  sizePoints: number;
  linePoints: number;
  maxWidthPoints: number;
  colour: string;
  bold?: boolean;
};

export type PictureSource = {
  /** The text in lines no wider than `maxWidthPoints`; size in points. */
  ofText: (text: string, look: TextLook) => Promise<PngPicture | undefined>;
  /** A page of a text document as it is shown. */
  ofTextPage: (bytes: Uint8Array, page: number) => Promise<Uint8Array | undefined>;
  /** Any picture, upright, as JPEG. */
  toJpeg: (bytes: Uint8Array, type: PictureType) => Promise<Uint8Array | undefined>;
};

/** 288 dpi: as sharp as print needs. */
const PIXELS_PER_POINT = 4;
const PAGE_PIXELS_PER_POINT = 2.5;
const JPEG_QUALITY = 0.92;
const MAX_SIDE_PX = 5_000;

export const browserPictures: PictureSource = {
  ofText: async (text, look) => {
    const canvas = document.createElement('canvas');
    const draw = canvas.getContext('2d');
    if (!draw) return undefined;
    const font = `${look.bold ? 'bold ' : ''}${look.sizePoints}px sans-serif`;
    draw.font = font;
    const lines = wrapText(text, look.maxWidthPoints, (part) => draw.measureText(part).width);
    const width = Math.ceil(Math.max(1, ...lines.map((line) => draw.measureText(line).width)));
    const height = Math.ceil(lines.length * look.linePoints);
    canvas.width = width * PIXELS_PER_POINT;
    canvas.height = height * PIXELS_PER_POINT;
    draw.scale(PIXELS_PER_POINT, PIXELS_PER_POINT);
    draw.font = font;
    draw.fillStyle = look.colour;
    draw.textBaseline = 'middle';
    lines.forEach((line, index) => draw.fillText(line, 0, (index + 0.5) * look.linePoints));
    const png = await bytesOf(canvas, 'image/png');
    return png && { png, width, height };
  },
  ofTextPage: async (bytes, page) => {
    const opened = openText(bytes);
    if (!opened.ok) return undefined;
    const canvas = document.createElement('canvas');
    await opened.value.render(page, canvas, { scale: PAGE_PIXELS_PER_POINT }).finished;
    return bytesOf(canvas, 'image/png');
  },
  toJpeg: async (bytes, type) => {
    const bitmap = await createImageBitmap(new Blob([bytes.slice()], { type: `image/${type}` }));
    const shrink = Math.min(1, MAX_SIDE_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * shrink);
    canvas.height = Math.round(bitmap.height * shrink);
    const draw = canvas.getContext('2d', { alpha: false });
    if (draw) {
      draw.fillStyle = '#fff';
      draw.fillRect(0, 0, canvas.width, canvas.height);
      draw.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    }
    bitmap.close();
    return bytesOf(canvas, 'image/jpeg');
  },
};

async function bytesOf(canvas: HTMLCanvasElement, type: string): Promise<Uint8Array | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, JPEG_QUALITY));
  return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}

/** Lines no wider than `maxWidth` by `measure`, broken at spaces where there are any. */
export function wrapText(text: string, maxWidth: number, measure: (part: string) => number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, maxWidth, measure));
}

function wrapLine(line: string, maxWidth: number, measure: (part: string) => number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<= )/)) {
    if (measure((current + word).trimEnd()) <= maxWidth) {
      current += word;
      continue;
    }
    if (current !== '') lines.push(current.trimEnd());
    current = '';
    for (const sign of word) {
      if (current !== '' && measure(current + sign) > maxWidth) {
        lines.push(current);
        current = '';
      }
      current += sign;
    }
  }
  return [...lines, current.trimEnd()];
}
