// Pictures for an agreed file: text that our fonts cannot write, and photos as they are seen. Knows the browser's canvas.
import { FOREIGN_ASCENT, FOREIGN_DESCENT } from '../marks/foreignText.ts';
import type { TextMark } from '../marks/mark.ts';
import { paintForeign } from '../marks/paintMarks.ts';
import { decodePicture } from '../picture/decodePicture.ts';
import type { PictureType } from '../sniffType.ts';

/** Where it lies in the coordinates of its mark. */
export type TextPicture = { png: Uint8Array; x: number; y: number; width: number; height: number };
export type PhotoPicture = { bytes: Uint8Array; format: 'png' | 'jpeg' };

export type PictureSource = {
  /** Rejects where there is no canvas. `pixelsPerUnit`: of the mark's own coordinates. */
  ofText: (mark: TextMark, pixelsPerUnit: number) => Promise<TextPicture>;
  /** As it is shown: upright, in the colours of the screen. Undefined for what cannot be decoded. */
  ofPhoto: (bytes: Uint8Array, type: PictureType) => Promise<PhotoPicture | undefined>;
};

const JPEG_QUALITY = 0.95;
/** 300 dpi on a page as long as A4. */
const MAX_SIDE_PX = 3_508;
/** Beside the text: letters lean out of their width. */
const MARGIN_SHARE = 0.2;

export const browserPictures: PictureSource = {
  ofText: async (mark, pixelsPerUnit) => {
    const size = mark.sizePoints;
    const box = {
      x: mark.x - MARGIN_SHARE * size,
      y: mark.baseline - FOREIGN_ASCENT * size,
      width: mark.width * mark.stretch + 2 * MARGIN_SHARE * size,
      height: (FOREIGN_ASCENT + FOREIGN_DESCENT) * size,
    };
    const { canvas, draw } = canvasOf(box.width * pixelsPerUnit, box.height * pixelsPerUnit);
    draw.scale(canvas.width / box.width, canvas.height / box.height);
    draw.translate(-box.x, -box.y);
    draw.fillStyle = mark.colour;
    paintForeign(draw, mark);
    return { ...box, png: await bytesOf(canvas, 'image/png') };
  },
  ofPhoto: async (bytes, type) => {
    const bitmap = await decodePicture(bytes, type, MAX_SIDE_PX);
    if (!bitmap) return undefined;
    const { canvas, draw } = canvasOf(bitmap.width, bitmap.height);
    draw.fillStyle = '#fff';
    draw.fillRect(0, 0, canvas.width, canvas.height);
    draw.drawImage(bitmap, 0, 0);
    bitmap.close();
    // What came without loss stays so, unless that would make a photo ten times as large.
    const png = type === 'png' ? await bytesOf(canvas, 'image/png') : undefined;
    if (png && png.length <= 2 * bytes.length) return { bytes: png, format: 'png' };
    return { bytes: await bytesOf(canvas, 'image/jpeg'), format: 'jpeg' };
  },
};

function canvasOf(width: number, height: number): { canvas: HTMLCanvasElement; draw: CanvasRenderingContext2D } {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.ceil(width));
  canvas.height = Math.max(1, Math.ceil(height));
  const draw = canvas.getContext('2d');
  if (!draw) throw new Error('There is no canvas.');
  return { canvas, draw };
}

async function bytesOf(canvas: HTMLCanvasElement, type: string): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, JPEG_QUALITY));
  if (!blob) throw new Error('The canvas gives no picture.');
  return new Uint8Array(await blob.arrayBuffer());
}
