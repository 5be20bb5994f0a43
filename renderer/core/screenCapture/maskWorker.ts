// A worker: every picture of a shared surface passes through it and leaves with the masks in force. Runs also while the page
// is in the background. Knows streams of frames; the page is told in messages.
import type { Mask } from './mask.ts';
import type { FromMaskWorker, ToMaskWorker } from './maskMessages.ts';
import { MaskPainter } from './maskPainter.ts';

/** The page's types are all that is loaded here; this is what a worker has. */
type Scope = {
  onmessage: ((event: MessageEvent<ToMaskWorker>) => void) | null;
  postMessage: (message: FromMaskWorker) => void;
};
const scope = globalThis as unknown as Scope;

const painter = new MaskPainter();
let masks: readonly Mask[] = [];
let writer: WritableStreamDefaultWriter<VideoFrame> | undefined;
/** The latest picture as it came, to be sent again when masks change while nothing moves; with the time it came. */
let latest: { frame: VideoFrame; atMs: number } | undefined;
/** The size for which the masks were drawn. */
let surface: { width: number; height: number } | undefined;
let isBlack = false;
/** One thing at a time, in the order it was said. */
let work: Promise<void> = Promise.resolve();

scope.onmessage = ({ data }) => {
  if (data.type === 'start') {
    masks = data.masks;
    writer = data.writable.getWriter();
    scope.postMessage({ type: 'started' });
    void pump(data.readable.getReader());
  } else {
    const { attempt, masks: next } = data;
    void queue(async () => {
      masks = next;
      surface = undefined;
      isBlack = false;
      if (latest) await sendAgain(latest);
      scope.postMessage({ type: 'inForce', attempt });
    });
  }
};

async function pump(reader: ReadableStreamDefaultReader<VideoFrame>): Promise<void> {
  for (;;) {
    const { done, value: frame } = await reader.read();
    if (done) break;
    await queue(() => take(frame));
  }
  latest?.frame.close();
  await writer?.close();
}

function queue(step: () => Promise<void>): Promise<void> {
  work = work.then(step).catch(fail);
  return work;
}

/** Better no picture than one that was not masked: nothing is sent from now on. */
function fail(): void {
  scope.postMessage({ type: 'failed' });
  work = new Promise(() => undefined);
}

async function take(frame: VideoFrame): Promise<void> {
  latest?.frame.close();
  latest = { frame, atMs: performance.now() };
  watchSize(frame);
  await send(frame, frame.timestamp);
}

async function sendAgain({ frame, atMs }: { frame: VideoFrame; atMs: number }): Promise<void> {
  watchSize(frame);
  // A picture of the past would be dropped on the way.
  await send(frame, frame.timestamp + Math.round((performance.now() - atMs) * 1_000));
}

function watchSize({ displayWidth: width, displayHeight: height }: VideoFrame): void {
  const isSame = surface?.width === width && surface.height === height;
  if (surface && !isSame && masks.length > 0 && !isBlack) {
    isBlack = true;
    scope.postMessage({ type: 'surfaceChanged' });
  }
  surface = { width, height };
}

async function send(frame: VideoFrame, timestampUs: number): Promise<void> {
  const isPlain = masks.length === 0 && !isBlack;
  const seen = isPlain ? new VideoFrame(frame, { timestamp: timestampUs }) : paintOver(frame, timestampUs);
  await writer?.write(seen);
}

function paintOver(frame: VideoFrame, timestampUs: number): VideoFrame {
  return painter.paint(frame, masks, { isBlack, timestampUs });
}
