// What the agent reads of a check: the result in words, why, and what can be done. Never a number.
import type { CheckRefusal } from '../../../../signalling/protocol/assist.ts';
import type {
  CheckDecision,
  CheckHint,
  CheckOutcome,
  CheckStep,
  ProofOfIdentity,
  WayKind,
} from '../../../../signalling/protocol/index.ts';
import { m } from '../../../paraglide/messages.js';
import type { CheckResult } from '../../../core/faces/check/faceCheck.ts';
import type { EarlierFace } from './agentCheckMachine.ts';

type Who = { name: string };
export type ResultWords = { readonly tone: 'good' | 'open' | 'bad'; readonly heading: string; readonly more: string };

export function resultWords(outcome: CheckOutcome, { liveness }: CheckResult, name: string): ResultWords {
  switch (outcome) {
    case 'match':
      return liveness === 'passed'
        ? { tone: 'good', heading: m.identityMatch(), more: m.identityMatchMore() }
        : { tone: 'open', heading: m.identityMatchNotLive(), more: m.identityMatchNotLiveMore() };
    case 'inconclusive':
      return { tone: 'open', heading: m.identityInconclusive(), more: m.identityInconclusiveMore({ name }) };
    case 'noMatch':
      return { tone: 'bad', heading: m.identityNoMatch(), more: m.identityNoMatchMore() };
    case 'cutOff':
      return { tone: 'open', heading: m.identityCutOff(), more: m.identityStoppedMore() };
    case 'stoppedByAgent':
    case 'stoppedByCustomer':
      return { tone: 'open', heading: m.identityStopped(), more: m.identityStoppedMore() };
    case 'notCompared':
    case 'enrolled':
      return { tone: 'open', heading: m.identityNotCompared(), more: m.identityNotComparedMore({ name }) };
  }
}

const REFUSAL_WORDS: Record<CheckRefusal, (who: Who) => string> = {
  otherWay: m.identityRefusedOtherWay,
  noKey: m.identityRefusedNoKey,
  unable: m.identityRefusedUnable,
  unsaid: m.identityRefusedUnsaid,
  withdrawn: m.identityRefusedWithdrawn,
  stopped: m.identityRefusedStopped,
};

export function refusalWords(reason: CheckRefusal, name: string): string {
  return REFUSAL_WORDS[reason]({ name });
}

export const PROMPT_NAMES: Record<CheckStep['prompt'], () => string> = {
  turnLeft: m.stepTurnLeft,
  turnRight: m.stepTurnRight,
  blink: m.stepBlink,
  comeCloser: m.stepComeCloser,
  openMouth: m.stepOpenMouth,
  smile: m.stepSmile,
};

export const STEP_RESULTS: Record<CheckStep['result'], () => string> = {
  passed: m.stepPassed,
  tooSlow: m.stepTooSlow,
  otherMovement: m.stepOtherMovement,
  flat: m.stepFlat,
  nobody: m.stepNobody,
  severalFaces: m.stepSeveralFaces,
  otherPerson: m.stepOtherPerson,
  unfinished: m.stepUnfinished,
};

export const HINT_WORDS: Record<CheckHint, () => string> = {
  frozen: m.hintFrozen,
  switched: m.hintSwitched,
  virtualCamera: m.hintVirtualCamera,
  sizeChanged: m.hintSizeChanged,
  regularTimes: m.hintRegularTimes,
  otherPerson: m.hintOtherPerson,
  unlikeEarlier: m.hintUnlikeEarlier,
  screen: m.hintScreen,
};

/** Of an enrolment: how like it is to what was enrolled before. */
export const EARLIER_WORDS: Record<EarlierFace, () => string> = {
  match: m.identityEarlierMatch,
  inconclusive: m.identityEarlierInconclusive,
  noMatch: m.identityEarlierNoMatch,
  unopened: m.identityEarlierUnopened,
};

export const PROOF_NAMES: Record<ProofOfIdentity, () => string> = {
  passport: m.proofPassport,
  identityCard: m.proofIdentityCard,
  residencePermit: m.proofResidencePermit,
  drivingLicence: m.proofDrivingLicence,
  knownInPerson: m.proofKnownInPerson,
  other: m.proofOther,
};

export const WAY_NAMES: Record<WayKind, () => string> = {
  questions: m.identityWayQuestions,
  code: m.identityWayCode,
  document: m.identityWayDocument,
};

export function decidedWords({ decision, way }: CheckDecision): string {
  if (decision === 'accepted') return m.identityDecidedAccepted();
  if (decision === 'notAccepted') return m.identityDecidedNotAccepted();
  return m.identityDecidedOtherWay({ way: way ? WAY_NAMES[way]() : m.identityOtherWays() });
}
