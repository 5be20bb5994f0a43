// What a recogniser reads in one picture. Types only.
export type Point = { readonly x: number; readonly y: number };
/** Pixels of the picture. */
export type Box = Point & { readonly width: number; readonly height: number };

export type Face = {
  readonly box: Box;
  /** How sure the detector is, from 0 to 1. */
  readonly score: number;
};

/** The largest face, read further. */
export type ReadFace = Face & {
  /** 68 points as dlib numbers them: 36–41 the eye on the left of the picture, 42–47 the other, 30 the tip of the nose. */
  readonly landmarks: readonly Point[];
  /** Of length one; absent when it was not asked for. */
  readonly descriptor: Float32Array | undefined;
};

export type Reading = { readonly faces: readonly Face[]; readonly largest: ReadFace | undefined };
