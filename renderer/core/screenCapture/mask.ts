// Areas of a shared picture that nobody else is to see. Pure geometry: no pixels, no browser.

/** `blank` shows nothing at all; `blur` a few coarse fields of colour, for what may be seen to be there but not read. */
export type MaskStyle = 'blank' | 'blur';

/**
 * One area in surface coordinates: the picture's width is 10,000 units, y in the same scale, origin top left. The area
 * includes its edges; it may reach over the picture's.
 */
export type Mask = { id: string; x: number; y: number; width: number; height: number; style: MaskStyle };

export type PixelArea = { x: number; y: number; width: number; height: number };

export const SURFACE_WIDTH = 10_000;
/** More areas than this cost time on every frame. */
export const MAX_MASKS = 50;
/** An encoder mixes the colours of neighbouring pixels; so much more is covered on each side. */
const MARGIN_PX = 2;
/** Fields of a blurred area along its longer side. Few and coarse: what an average keeps of writing can be guessed back. */
const BLUR_FIELDS = 8;
const SMALLEST_FIELD_PX = 24;

/** The pixels that a mask covers of a picture this large: rounded outwards, with a margin. Undefined when it lies outside. */
export function maskedPixels(mask: Mask, picture: { width: number; height: number }): PixelArea | undefined {
  const scale = picture.width / SURFACE_WIDTH;
  const left = Math.max(0, Math.floor(mask.x * scale) - MARGIN_PX);
  const top = Math.max(0, Math.floor(mask.y * scale) - MARGIN_PX);
  const right = Math.min(picture.width, Math.ceil((mask.x + mask.width) * scale) + MARGIN_PX);
  const bottom = Math.min(picture.height, Math.ceil((mask.y + mask.height) * scale) + MARGIN_PX);
  if (right <= left || bottom <= top) return undefined;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Into how many fields a blurred area is reduced: at most eight along its longer side, none smaller than letters are. */
export function blurFields({ width, height }: PixelArea): { columns: number; rows: number } {
  const fieldPx = Math.max(SMALLEST_FIELD_PX, Math.max(width, height) / BLUR_FIELDS);
  return { columns: Math.max(1, Math.floor(width / fieldPx)), rows: Math.max(1, Math.floor(height / fieldPx)) };
}

/** The rectangle between two corners, wherever they lie, within a picture of this height in surface units. */
export function areaBetween(
  from: { x: number; y: number },
  to: { x: number; y: number },
  surfaceHeight: number,
): PixelArea {
  const clampX = (x: number): number => Math.min(SURFACE_WIDTH, Math.max(0, Math.round(x)));
  const clampY = (y: number): number => Math.min(Math.round(surfaceHeight), Math.max(0, Math.round(y)));
  const [x, y] = [Math.min(clampX(from.x), clampX(to.x)), Math.min(clampY(from.y), clampY(to.y))];
  return { x, y, width: Math.abs(clampX(to.x) - clampX(from.x)), height: Math.abs(clampY(to.y) - clampY(from.y)) };
}

/** Moved or made larger by the keyboard; never out of the picture, never smaller than can be seen. */
export function nudge(
  mask: Mask,
  by: { dx: number; dy: number; dWidth: number; dHeight: number },
  surfaceHeight: number,
): Mask {
  const width = Math.min(SURFACE_WIDTH, Math.max(SMALLEST_MASK, mask.width + by.dWidth));
  const height = Math.min(surfaceHeight, Math.max(SMALLEST_MASK, mask.height + by.dHeight));
  const x = Math.min(SURFACE_WIDTH - width, Math.max(0, mask.x + by.dx));
  const y = Math.min(surfaceHeight - height, Math.max(0, mask.y + by.dy));
  return { ...mask, x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}

/** Surface units; anything smaller was a click and no area. */
export const SMALLEST_MASK = 100;
