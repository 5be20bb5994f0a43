// A picture as the browser decodes it: the one truth about its size and which way up it is. Knows bitmaps.
import type { PictureType } from '../sniffType.ts';

/** No longer than `maxSidePx`, upright as the browser reads its Exif. Undefined for what it cannot decode. MUST be closed. */
export async function decodePicture(
  bytes: Uint8Array,
  type: PictureType,
  maxSidePx: number,
): Promise<ImageBitmap | undefined> {
  try {
    const whole = await createImageBitmap(new Blob([bytes.slice()], { type: `image/${type}` }), {
      imageOrientation: 'from-image',
    });
    const shrink = maxSidePx / Math.max(whole.width, whole.height);
    if (shrink >= 1) return whole;
    const small = await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(whole.width * shrink)),
      resizeHeight: Math.max(1, Math.round(whole.height * shrink)),
      resizeQuality: 'high',
    });
    whole.close();
    return small;
  } catch {
    return undefined;
  }
}
