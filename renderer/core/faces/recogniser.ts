// The recogniser port: what turns a picture into a descriptor that can be compared one to one. The default stands in
// `faceApi/`; an organisation may bring another describer, which `ownModel/` runs. There is no way to ask who somebody is.
import type { OwnRecogniser, Thresholds } from '../../../signalling/protocol/index.ts';
import type { Point, Reading, Wants } from './reading.ts';

export type RecogniserFacts = {
  /** Stands in every template: descriptors of different models cannot be compared. */
  readonly model: string;
  readonly thresholds: Thresholds;
};

/** MUST be closed by whoever opened it. */
export type Recogniser = RecogniserFacts & {
  read(picture: ImageData, wants: Wants): Promise<Reading>;
  /** Held in memory by the engine: constant while pictures are read, or it leaks. */
  tensors(): number;
  close(): void;
};

/** The part that an organisation may bring. MUST be closed by whoever opened it. */
export type Describer = RecogniserFacts & {
  /** `landmarks`: 68 points, in pixels of the picture. Yields a vector of length one. */
  describe(picture: ImageData, landmarks: readonly Point[]): Promise<Float32Array>;
  close(): void;
};

/** `content`: the file, as its hash says. */
export type OwnModel = Pick<OwnRecogniser, 'model' | 'thresholds' | 'pixels'> & { readonly content: ArrayBuffer };
