// HEIC to JPEG, where the browser can decode it (Safari; others say that they cannot). Knows no document.
import { bad, good, type DocumentResult } from '../documentProblem.ts';
import { withinMs } from '../withinMs.ts';
import { MAX_PICTURE_PIXELS, pictureSize } from './pictureSize.ts';

const CONVERT_LIMIT_MS = 20_000;
const JPEG_QUALITY = 0.9;
/** What a canvas of iOS holds. */
const MAX_SIDE_PX = 4_096;

/** Problems: `heicUnsupported`, `pictureTooLarge`, `tooSlow`. */
export async function heicToJpeg(bytes: Uint8Array): Promise<DocumentResult<Uint8Array>> {
  const measured = pictureSize(bytes);
  if (!measured.ok && measured.problem === 'pictureTooLarge') return measured;
  const converted = await withinMs(convert(bytes), CONVERT_LIMIT_MS);
  return converted === 'late' ? bad('tooSlow') : converted;
}

async function convert(bytes: Uint8Array): Promise<DocumentResult<Uint8Array>> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([bytes.slice()], { type: 'image/heic' }));
  try {
    image.src = address;
    await image.decode();
    if (image.naturalWidth * image.naturalHeight > MAX_PICTURE_PIXELS) return bad('pictureTooLarge');
    const jpeg = await toJpeg(image);
    return jpeg ? good(new Uint8Array(await jpeg.arrayBuffer())) : bad('heicUnsupported');
  } catch {
    return bad('heicUnsupported');
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function toJpeg(image: HTMLImageElement): Promise<Blob | null> {
  const shrink = Math.min(1, MAX_SIDE_PX / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.naturalWidth * shrink);
  canvas.height = Math.round(image.naturalHeight * shrink);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY));
}
