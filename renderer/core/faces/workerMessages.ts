// What the page and the worker that reads faces say to each other. Types only: both are one build.
import type { Reading } from './reading.ts';
import type { RecogniserFacts } from './recogniser.ts';

export type ToWorker =
  | { readonly id: number; readonly kind: 'open'; readonly base: string }
  | { readonly id: number; readonly kind: 'read'; readonly picture: ImageData; readonly withDescriptor: boolean };

export type FromWorker =
  | { readonly id: number; readonly kind: 'opened'; readonly facts: RecogniserFacts }
  | { readonly id: number; readonly kind: 'read'; readonly reading: Reading; readonly tensors: number }
  | { readonly id: number; readonly kind: 'failed'; readonly reason: string };
