// What looks at the customer's face for one check, as this feature needs it. The agent's page brings it: the customer's never
// loads it. Types only.
import type { CheckHint, CheckStep } from '../../../../signalling/protocol/index.ts';
import type { CheckScreen, FaceGuidance } from '../../../../signalling/protocol/assist.ts';
import type { Verdict } from '../../../core/faces/verdict.ts';

export type FaceCheckResult = {
  readonly liveness: 'passed' | 'failed' | 'unfinished';
  readonly steps: readonly CheckStep[];
  /** Undefined when nothing was compared. */
  readonly verdict: Verdict | undefined;
  readonly hints: readonly CheckHint[];
};

export type FaceCheckNews =
  | { readonly name: 'guidance'; readonly guidance: FaceGuidance | null }
  | { readonly name: 'screen'; readonly screen: CheckScreen }
  | { readonly name: 'step'; readonly step: CheckStep }
  | { readonly name: 'ended'; readonly result: FaceCheckResult };

export type FacePlan = {
  readonly seed: number;
  readonly isStrict: boolean;
  /** What the customer's system calls their camera; empty when it was not told. */
  readonly camera: string;
  /** What to compare with; without it a template is made. */
  readonly template: Float32Array | undefined;
};

/** One check under way. */
export interface RunningCheck {
  /** What an enrolment made; MUST be wiped when it is sealed. Undefined before the end, or when it did not come so far. */
  takeDescriptor(): Float32Array | undefined;
  /** Ends it; nothing more is told. What it held of the face is wiped. */
  stop(): void;
}

export interface FaceEngine {
  /** Stands in every template. */
  readonly model: string;
  start(track: MediaStreamTrack, plan: FacePlan, onNews: (news: FaceCheckNews) => void): RunningCheck;
  close(): void;
}

/** Rejects when the models cannot be had, or the browser cannot run them. */
export type OpenFaceEngine = () => Promise<FaceEngine>;
