// What the page offers to those who drive it, on `globalThis.faces`. Types only.
import type { FaceGuidance } from '../../../signalling/protocol/assist.ts';
import type { Box, Face, Light, Mouth, Point, Wants } from '../../core/faces/reading.ts';
import type { OwnModel, RecogniserFacts } from '../../core/faces/recogniser.ts';

/**
 * A picture as the next frame of a call would be: mirrored, enlarged, or moved by a share of its size; before another background, a
 * grey from 0 to 255; the person in it lit by so many stops more; with sensor noise of this standard deviation.
 */
export type Change = {
  readonly mirrored?: boolean;
  readonly scale?: number;
  readonly shift?: number;
  readonly background?: number;
  readonly stops?: number;
  readonly noise?: number;
};

/** Of the largest face; empty where there is none. */
export type ReadPicture = {
  readonly tookMs: number;
  readonly tensors: number;
  readonly faces: number;
  readonly descriptor: number[];
  readonly landmarks: readonly Point[];
  readonly openness: number;
  readonly light: Light | undefined;
  /** What a check would ask for before it begins. */
  readonly guidance: FaceGuidance | null;
  readonly box: Box | undefined;
};

/** What a call was like while it was watched, or not. */
export type WatchedCall = {
  /** Of each picture that was read, from the page and back. */
  readonly tookMs: readonly number[];
  readonly tensors: readonly number[];
  readonly seconds: number;
  /** Decoded, as the call's own statistics count them. */
  readonly framesPerSecond: number;
  /** Of the page's own thread; 0 when none took 50 ms. */
  readonly longestTaskMs: number;
};

/** All that was read in one picture of a call. */
export type RecordedPicture = {
  readonly atMs: number;
  readonly width: number;
  readonly height: number;
  readonly faces: readonly Face[];
  readonly brightness: number;
  readonly largest:
    | (Face & {
        readonly landmarks: readonly Point[];
        readonly descriptor: readonly number[];
        readonly openness: number | undefined;
        readonly lashes?: number | undefined;
        readonly light: Light;
        readonly relief?: number | undefined;
        readonly shade?: number | undefined;
        readonly mouth?: Mouth | undefined;
      })
    | undefined;
};

/** A check of who is before the camera, with all that was read. */
export type RecordedCheck = { readonly isPassed: boolean; readonly pictures: readonly RecordedPicture[] };

export type FacesPage = {
  /** Of the recogniser that reads. */
  facts: RecogniserFacts;
  readonly readyMs: number;
  /** From now on reads with the model of an organisation, `file` in base64. Rejects when it is none. */
  readonly bring: (own: Omit<OwnModel, 'content'>, file: string) => Promise<void>;
  /** `picture`: base64 of any that the browser decodes. */
  readonly read: (picture: string, change: Change) => Promise<ReadPicture>;
  /** `picture`: as above; read as a check wants it, but for what is compared with earlier pictures. */
  readonly look: (picture: string, wants: Omit<Wants, 'relief' | 'mouth'>) => Promise<RecordedPicture>;
  /** A film, as a call shows it; `isRead`: and as a check reads it. */
  readonly watch: (pictures: readonly string[], durationMs: number, isRead: boolean) => Promise<WatchedCall>;
  /** Whoever is before the camera is asked what `seed` draws, in the words of the customer's page. */
  readonly record: (seed: number) => Promise<RecordedCheck>;
  /** A film as a call shows it, every picture that there is time for. */
  readonly recordFilm: (pictures: readonly string[], durationMs: number) => Promise<readonly RecordedPicture[]>;
};
