// What the page and the worker that reads faces say to each other. Types only: both are one build.
import type { Reading, Wants } from './reading.ts';
import type { OwnModel, RecogniserFacts } from './recogniser.ts';

/** Of what was looked at, in pixels. */
export type Size = { readonly width: number; readonly height: number };

export type ToWorker =
  | { readonly id: number; readonly kind: 'open'; readonly base: string; readonly own: OwnModel | undefined }
  /** A frame is closed by the worker. */
  | { readonly id: number; readonly kind: 'read'; readonly picture: ImageData | VideoFrame; readonly wants: Wants };

export type FromWorker =
  | { readonly id: number; readonly kind: 'opened'; readonly facts: RecogniserFacts }
  | {
      readonly id: number;
      readonly kind: 'read';
      readonly reading: Reading;
      readonly size: Size;
      readonly tensors: number;
    }
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string };
