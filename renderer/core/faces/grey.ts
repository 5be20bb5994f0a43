// How light a pixel of a picture is. Pure.

export type Picture = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };

/** From 0 to 255, as ITU-R BT.601 weighs the colours. MUST lie within the picture. */
export function greyOf({ data, width }: Picture, x: number, y: number): number {
  const at = (y * width + x) * 4;
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}
