// How large a picture is, from its header, before anything is decoded. Pure.
import { imageSize } from 'image-size';
import { bad, good, type DocumentResult } from '../documentProblem.ts';

/** 60 MP are 240 MB once decoded; no telephone's camera takes more by default, and pictures that claim more are bombs. */
export const MAX_PICTURE_PIXELS = 60_000_000;
/** Exif orientations from here on lie on their side. */
const FIRST_SIDEWAYS_ORIENTATION = 5;
const HEADER_BYTES = 512 * 1024;

/** Pixels as the picture is meant to be seen. Problems: `pictureTooLarge`, `pictureBroken`. */
export function pictureSize(bytes: Uint8Array): DocumentResult<{ width: number; height: number }> {
  const size = measure(bytes.subarray(0, HEADER_BYTES)) ?? measure(bytes);
  if (!size || !(size.width > 0) || !(size.height > 0)) return bad('pictureBroken');
  if (size.width * size.height > MAX_PICTURE_PIXELS) return bad('pictureTooLarge');
  const isSideways = (size.orientation ?? 1) >= FIRST_SIDEWAYS_ORIENTATION;
  return good(isSideways ? { width: size.height, height: size.width } : { width: size.width, height: size.height });
}

function measure(bytes: Uint8Array): ReturnType<typeof imageSize> | undefined {
  try {
    return imageSize(bytes);
  } catch {
    return undefined;
  }
}
