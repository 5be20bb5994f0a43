// The recogniser port: what turns a picture into a descriptor that can be compared one to one. The default stands in
// `faceApi/`; another may be brought by an organisation that has licensed one. There is no way to ask who somebody is.
import type { Reading, Wants } from './reading.ts';
import type { Thresholds } from './verdict.ts';

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
