// A picture as a document of one page. Knows decoding and its limits.
import { canvasBounds } from '../canvasBounds.ts';
import type { OpenDocument, PageSize, RenderJob, RenderOptions } from '../document.ts';
import { bad, good, type DocumentResult } from '../documentProblem.ts';
import type { PictureType } from '../sniffType.ts';
import { withinMs } from '../withinMs.ts';
import { decodePicture } from './decodePicture.ts';
import { picturePageSize } from './picturePageSize.ts';
import { pictureSize } from './pictureSize.ts';

const DECODE_LIMIT_MS = 20_000;
/** Of the picture kept in memory: sharp at six times the width of a laptop's stage, and at most 100 MB. */
const MAX_KEPT_SIDE_PX = 5_000;

/** Problems: `pictureTooLarge`, `pictureBroken`, `tooSlow`. */
export async function openPicture(bytes: Uint8Array, type: PictureType): Promise<DocumentResult<OpenDocument>> {
  const measured = pictureSize(bytes);
  if (!measured.ok) return measured;
  const decoded = await withinMs(decodePicture(bytes, type, MAX_KEPT_SIDE_PX), DECODE_LIMIT_MS);
  if (decoded === 'late') return bad('tooSlow');
  if (!decoded) return bad('pictureBroken');
  // Headers and browsers differ about which way up a picture is: what is seen counts.
  const size = picturePageSize(decoded);
  let bitmap: ImageBitmap | undefined = decoded;
  return good({
    type,
    pageCount: 1,
    pageSize: () => Promise.resolve(good(size)),
    render: (_page, canvas, options) => drawn(bitmap, size, canvas, options),
    textOf: () => Promise.resolve(good([])),
    fieldsOf: () => Promise.resolve(good([])),
    noticeOf: () => Promise.resolve(undefined),
    close: () => {
      bitmap?.close();
      bitmap = undefined;
    },
  });
}

function drawn(
  bitmap: ImageBitmap | undefined,
  size: PageSize,
  canvas: HTMLCanvasElement,
  { scale, region }: RenderOptions,
): RenderJob {
  if (!bitmap) return { finished: Promise.resolve(bad('closed')), cancel: () => undefined };
  const box = region ?? { x: 0, y: 0, ...size };
  const bounds = canvasBounds(box, scale);
  canvas.width = bounds.width;
  canvas.height = bounds.height;
  const draw = canvas.getContext('2d', { alpha: false });
  if (draw) {
    draw.fillStyle = '#fff';
    draw.fillRect(0, 0, canvas.width, canvas.height);
    draw.imageSmoothingQuality = 'high';
    draw.setTransform(bounds.scale, 0, 0, bounds.scale, -box.x * bounds.scale, -box.y * bounds.scale);
    draw.drawImage(bitmap, 0, 0, size.width, size.height);
  }
  return { finished: Promise.resolve({ ok: true }), cancel: () => undefined };
}
