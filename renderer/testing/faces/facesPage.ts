// What the page offers to those who drive it, on `globalThis.faces`. Types only.
import type { Box, Light, Point } from '../../core/faces/reading.ts';
import type { RecogniserFacts } from '../../core/faces/recogniser.ts';

/** A picture as the next frame of a call would be: mirrored, enlarged, or moved by a share of its size. */
export type Change = { readonly mirrored?: boolean; readonly scale?: number; readonly shift?: number };

/** Of the largest face; empty where there is none. */
export type ReadPicture = {
  readonly tookMs: number;
  readonly tensors: number;
  readonly faces: number;
  readonly descriptor: number[];
  readonly landmarks: readonly Point[];
  readonly openness: number;
  readonly light: Light | undefined;
  readonly box: Box | undefined;
};

export type FacesPage = {
  readonly facts: RecogniserFacts;
  readonly readyMs: number;
  /** `picture`: base64 of any that the browser decodes. */
  readonly read: (picture: string, change: Change) => Promise<ReadPicture>;
};
