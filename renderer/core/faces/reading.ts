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
  /** The height of the eyes by their width; absent when it was not asked for. */
  readonly openness: number | undefined;
  /** See `liveness/lashes.ts`; absent as that is. */
  readonly lashes?: number | undefined;
  readonly light: Light;
  /** See `liveness/relief.ts`; absent when it was not asked for, the face is not turned, or nothing can be told. */
  readonly relief?: number | undefined;
  /** See `liveness/shadeChange.ts`; absent as the relief is. */
  readonly shade?: number | undefined;
  /** See `liveness/mouth.ts`; absent when it was not asked for. */
  readonly mouth?: Mouth | undefined;
  /** See `liveness/ripples.ts`; absent when they were not asked for, or the face is too small. */
  readonly ripples?: number | undefined;
};

/** By itself when it was closed. By the distance of the eyes, areas by its square. */
export type Mouth = {
  /** How much further the lips are apart. */
  readonly parted: number;
  /** What is seen between them that is of no colour of theirs; of that what is not darker than they are. */
  readonly appeared: number;
  readonly teeth: number;
};

/** Of the picture of a face. Grey values from 0 to 255. */
export type Light = {
  readonly brightness: number;
  /** Between the darker and the lighter regions of the face itself: the 5th and the 95th of a hundred. */
  readonly contrast: number;
  /** The standard deviation of what is no structure of the face. */
  readonly noise: number;
  /** Around the face: much brighter when the light comes from behind. */
  readonly around: number;
  /** The variance of the Laplacian, at one size for all faces. */
  readonly sharpness: number;
};

/** What takes time and is not always wanted. */
export type Wants = {
  readonly descriptor: boolean | Moving;
  readonly eyes: boolean;
  /** `front`: remember this picture of the face; `turned`: tell what relief it has, seen from where it was remembered. */
  readonly relief?: 'front' | 'turned' | undefined;
  readonly mouth?: boolean | undefined;
  readonly ripples?: boolean | undefined;
  /** Where the face is known to be: it is not searched for. */
  readonly near?: Box | undefined;
};

/** Only of a face that is turned further than this to either side, or whose eyes are less open. */
export type Moving = { readonly yaw: number; readonly openness: number };

export type Reading = {
  readonly faces: readonly Face[];
  readonly largest: ReadFace | undefined;
  /** Of the whole picture, from 0 to 255: in the dark nobody is found. */
  readonly brightness: number;
};
