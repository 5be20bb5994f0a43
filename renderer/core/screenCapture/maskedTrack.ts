// A picture track of which some areas are never sent. Knows the browser's insertable streams and our worker; no UI.
import { insertableStreams } from '../media/insertableStreams.ts';
import type { Mask } from './mask.ts';
import type { FromMaskWorker, ToMaskWorker } from './maskMessages.ts';

export type MaskedTrack = {
  /** What may be sent. Ends when the surface does. */
  readonly track: MediaStreamTrack;
  /** Resolves when no picture without these masks follows. Rejects when the worker is gone: then nothing follows at all. */
  setMasks: (masks: readonly Mask[]) => Promise<void>;
  /** Ends the masked track; the original is its owner's. */
  stop: () => void;
};

export type MaskedTrackOptions = {
  source: MediaStreamTrack;
  masks: readonly Mask[];
  /** The surface has another size and everything is black until `setMasks` says where things are now. */
  onSurfaceChanged: () => void;
  /** The worker is gone; nothing is sent any more. */
  onFailed: () => void;
};

/** Pictures that may wait for the worker. When it cannot keep up, older ones are dropped rather than shown late. */
const WAITING_FRAMES = 2;

/** False where the browser cannot change pictures before they are sent: then nothing can be hidden, and sharing says so. */
export function canMask(): boolean {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = insertableStreams();
  return (
    MediaStreamTrackProcessor !== undefined &&
    MediaStreamTrackGenerator !== undefined &&
    typeof OffscreenCanvas !== 'undefined' &&
    typeof VideoFrame !== 'undefined'
  );
}

/** Resolves when the masks are in force: not one picture of its track is without them. */
export async function createMaskedTrack(options: MaskedTrackOptions): Promise<MaskedTrack> {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = insertableStreams();
  if (!MediaStreamTrackProcessor || !MediaStreamTrackGenerator) throw new Error('This browser cannot mask.');
  const { source, masks, onSurfaceChanged, onFailed } = options;
  const worker = new Worker(new URL('./maskWorker.ts', import.meta.url), { type: 'module' });
  const track = new MediaStreamTrackGenerator({ kind: 'video' });
  track.contentHint = source.contentHint;
  const { readable } = new MediaStreamTrackProcessor({ track: source, maxBufferSize: WAITING_FRAMES });
  const { writable } = track;
  let attempts = 0;
  let gone: Error | undefined;
  const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();

  function giveUp(reason: string): void {
    gone = new Error(reason);
    worker.terminate();
    track.stop();
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  }

  /** `start` counts as the first attempt. */
  function settled(attempt: number, message: ToMaskWorker, transfer: Transferable[] = []): Promise<void> {
    if (gone) return Promise.reject(gone);
    return new Promise((resolve, reject) => {
      waiting.set(attempt, { resolve, reject });
      worker.postMessage(message, transfer);
    });
  }

  worker.onmessage = ({ data }: MessageEvent<FromMaskWorker>) => {
    if (data.type === 'surfaceChanged') {
      onSurfaceChanged();
    } else if (data.type === 'failed') {
      fail();
    } else {
      const attempt = data.type === 'started' ? 0 : data.attempt;
      waiting.get(attempt)?.resolve();
      waiting.delete(attempt);
    }
  };
  worker.onerror = fail;

  function fail(): void {
    giveUp('The worker that masks has failed.');
    onFailed();
  }

  await settled(0, { type: 'start', readable, writable, masks: [...masks] }, [readable, writable]);
  return {
    track,
    setMasks: (next) => {
      attempts += 1;
      return settled(attempts, { type: 'setMasks', attempt: attempts, masks: next.map((mask) => ({ ...mask })) });
    },
    stop: () => giveUp('The track was stopped.'),
  };
}
