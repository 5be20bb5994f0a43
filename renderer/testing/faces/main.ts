// Entry of a page for tests and measurements only, never shipped: pictures are handed in, and what is read in them comes out.
import { allowOwnWorkers } from '../../core/trustedTypes/allowOwnWorkers.ts';
import { guidanceOf } from '../../core/faces/check/guidance.ts';
import { FaceReader } from '../../core/faces/faceReader.ts';
import { relit } from './relit.ts';
import type { Change, FacesPage } from './facesPage.ts';
import { recordCheck, recorded, recordFilm } from './recordCheck.ts';
import { watchCall } from './watchCall.ts';

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

async function pictureOf(base64: string, change: Change): Promise<ImageData> {
  const { mirrored = false, scale = 1, shift = 0 } = change;
  const bitmap = await createImageBitmap(new Blob([bytesOf(base64)]));
  const { width, height } = bitmap;
  const draw = new OffscreenCanvas(width, height).getContext('2d');
  if (!draw) throw new Error('no canvas');
  draw.setTransform(mirrored ? -scale : scale, 0, 0, scale, (mirrored ? width : 0) + shift * width, shift * height);
  draw.drawImage(bitmap, 0, 0);
  const picture = draw.getImageData(0, 0, width, height);
  relit(picture, change);
  return picture;
}

allowOwnWorkers(location, true);

const began = performance.now();
let reader = await FaceReader.open();
const readyMs = performance.now() - began;
const faces: FacesPage = {
  facts: reader.facts,
  readyMs,
  bring: async (own, file) => {
    const brought = await FaceReader.open({ ...own, content: bytesOf(file).buffer });
    reader.close();
    reader = brought;
    faces.facts = brought.facts;
  },
  read: async (base64, change) => {
    const picture = await pictureOf(base64, change);
    const startedAtMs = performance.now();
    const { reading, size, tensors } = await reader.read(picture, { descriptor: true, eyes: true });
    return {
      tookMs: performance.now() - startedAtMs,
      tensors,
      faces: reading.faces.length,
      descriptor: [...(reading.largest?.descriptor ?? [])],
      landmarks: reading.largest?.landmarks ?? [],
      openness: reading.largest?.openness ?? 0,
      light: reading.largest?.light,
      guidance: guidanceOf(reading, size),
      box: reading.largest?.box,
    };
  },
  look: async (base64, wants) => recorded(0, await reader.read(await pictureOf(base64, {}), wants)),
  watch: (pictures, durationMs, isRead) => watchCall(pictures, durationMs, isRead ? reader : undefined),
  record: (seed) => recordCheck(reader, seed),
  recordFilm: (pictures, durationMs) => recordFilm(reader, pictures, durationMs),
};
Object.assign(globalThis, { faces });
