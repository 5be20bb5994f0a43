// What looks at the customer's face for one check, as this feature needs it. The agent's page brings it: the customer's never
// loads it. Types only.
import type { OwnModel } from '../../../core/faces/recogniser.ts';
import type { CheckNews, FaceCheck, FaceCheckOptions } from '../../../core/faces/check/faceCheck.ts';

export interface FaceEngine {
  /** Stands in every template. */
  readonly model: string;
  /** The template in the plan is wiped when it is stopped. */
  start(
    track: MediaStreamTrack,
    plan: FaceCheckOptions['plan'],
    onNews: (news: CheckNews) => void,
  ): Pick<FaceCheck, 'descriptor' | 'stop'>;
  close(): void;
}

/** `own`: the organisation’s, in place of the one that comes with the app. Rejects when the models cannot be had, or the browser cannot run them. */
export type OpenFaceEngine = (own: OwnModel | undefined) => Promise<FaceEngine>;
