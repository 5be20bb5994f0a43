// What page and worker say to each other about a masked picture. Types only.
import type { Mask } from './mask.ts';

export type ToMaskWorker =
  | { type: 'start'; readable: ReadableStream<VideoFrame>; writable: WritableStream<VideoFrame>; masks: Mask[] }
  /** `attempt` comes back with the answer; later ones replace earlier ones. */
  | { type: 'setMasks'; attempt: number; masks: Mask[] };

export type FromMaskWorker =
  /** From now on every picture carries the masks given with `start`. */
  | { type: 'started' }
  /** No picture without these masks follows, and the last one has been sent again with them. */
  | { type: 'inForce'; attempt: number }
  /** The surface has another size: what was to be hidden may lie elsewhere. All is black until masks are set again. */
  | { type: 'surfaceChanged' }
  /** Nothing is sent any more. */
  | { type: 'failed' };
