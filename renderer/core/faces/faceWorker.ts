// The worker in which faces are read, so that a call's page never waits for it. Knows which recogniser is used.
import { openFaceApi } from './faceApi/openFaceApi.ts';
import { MouthWatch } from './liveness/mouthWatch.ts';
import { ReliefWatch } from './liveness/reliefWatch.ts';
import { ripplesOf } from './liveness/ripples.ts';
import { openDescriber } from './ownModel/openDescriber.ts';
import type { Reading } from './reading.ts';
import type { Recogniser } from './recogniser.ts';
import type { FromWorker, ToWorker } from './workerMessages.ts';

/** Larger pictures find no other faces, and take longer. */
const MOST_PIXELS = 640 * 480;

let recogniser: Recogniser | undefined;
const relief = new ReliefWatch();
const mouth = new MouthWatch();

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  void answer(data).then(
    (message) => postMessage(message),
    (cause: unknown) => postMessage({ id: data.id, kind: 'failed', reason: String(cause) } satisfies FromWorker),
  );
});

async function answer(message: ToWorker): Promise<FromWorker> {
  const { id } = message;
  if (message.kind === 'open') {
    const base = new URL(message.base);
    recogniser ??= await openFaceApi(base, message.own && (await openDescriber(base, message.own)));
    const { model, thresholds } = recogniser;
    return { id, kind: 'opened', facts: { model, thresholds } };
  }
  if (!recogniser) throw new Error('nothing is open yet');
  const picture = pictureOf(message.picture);
  const { width, height } = picture;
  const read = await recogniser.read(picture, message.wants);
  const { relief: wantsRelief, mouth: wantsMouth = false, ripples: wantsRipples = false } = message.wants;
  const seen = mouth.look(picture, relief.look(picture, read, wantsRelief), wantsMouth);
  const reading = wantsRipples ? withRipples(picture, seen) : seen;
  return { id, kind: 'read', reading, size: { width, height }, tensors: recogniser.tensors() };
}

function withRipples(picture: ImageData, reading: Reading): Reading {
  const { largest } = reading;
  return largest ? { ...reading, largest: { ...largest, ripples: ripplesOf(picture, largest.box) } } : reading;
}

let canvas: OffscreenCanvas | undefined;

/** A frame of a call, no larger than what the models gain from; what was handed in is let go of. */
function pictureOf(picture: ImageData | VideoFrame): ImageData {
  if (picture instanceof ImageData) return picture;
  const { displayWidth, displayHeight } = picture;
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (displayWidth * displayHeight)));
  const [width, height] = [Math.round(displayWidth * scale), Math.round(displayHeight * scale)];
  canvas ??= new OffscreenCanvas(width, height);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no canvas in workers');
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return context.getImageData(0, 0, width, height);
}
