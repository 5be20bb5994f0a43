// Every problem code in words. The one place where codes become sentences.
import type { ProblemCode } from '../../../signalling/protocol/index.ts';
import { m } from '../../paraglide/messages.js';
import type { DeviceMessage, SourceKind } from '../../core/media/localMedia.ts';
import type { MediaProblem } from '../../core/media/mediaProblem.ts';

/** A refused or unanswered request, a session that was ended by somebody, or a call refused because too many others come in. */
export type SayableProblem =
  ProblemCode | 'unreachable' | 'signedOutElsewhere' | 'accountChanged' | 'manyCalls' | 'linkNeeded';

const PROBLEM_WORDS: Record<SayableProblem, () => string> = {
  signedOutElsewhere: m.endedSignedOut,
  accountChanged: m.endedAccountChanged,
  manyCalls: m.problemManyCalls,
  linkNeeded: m.problemLinkNeeded,
  unreachable: m.problemUnreachable,
  badParams: m.problemBadParams,
  unknownRequest: m.problemUnknownRequest,
  unsupportedVersion: m.problemUnsupportedVersion,
  topicUnknown: m.problemTopicUnknown,
  queueClosed: m.problemQueueClosed,
  reasonUnknown: m.problemReasonUnknown,
  wrongCredentials: m.problemWrongCredentials,
  wrongCode: m.problemWrongCode,
  notSignedIn: m.problemNotSignedIn,
  sessionExpired: m.problemSessionExpired,
  notAllowed: m.problemNotAllowed,
  alreadyInCall: m.problemAlreadyInCall,
  callNotFound: m.problemCallNotFound,
  callEnded: m.problemCallEnded,
  colleagueBusy: m.problemColleagueBusy,
  colleagueOutdated: m.problemColleagueOutdated,
  customerOutdated: m.problemCustomerOutdated,
  inviteGone: m.problemInviteGone,
  roomsUnavailable: m.problemRoomsUnavailable,
  offerGone: m.problemOfferGone,
  agentUnknown: m.problemAgentUnknown,
  replyGone: m.problemReplyGone,
  staleGeneration: m.problemStaleGeneration,
  notPossibleNow: m.problemNotPossibleNow,
  recordFull: m.problemRecordFull,
  documentUnknown: m.problemDocumentUnknown,
  handOverGone: m.problemHandOverGone,
  identityOff: m.problemIdentityOff,
  textOutdated: m.problemTextOutdated,
  consentMissing: m.problemConsentMissing,
  customerUnknown: m.problemCustomerUnknown,
  notEnrolled: m.problemNotEnrolled,
  templateExpired: m.problemTemplateExpired,
  checkNotFound: m.problemCheckNotFound,
  tooManyTries: m.problemTooManyTries,
  telephoneUnavailable: m.problemTelephoneUnavailable,
  tooManyRequests: m.problemTooManyRequests,
  tooManyAttempts: m.problemTooManyAttempts,
  linkUsed: m.problemLinkUsed,
  linkExpired: m.problemLinkExpired,
  linkWrong: m.problemLinkWrong,
  lineFull: m.problemLineFull,
  shuttingDown: m.problemShuttingDown,
  internal: m.problemInternal,
};

/** Longer waits are told in minutes. */
const LONGEST_IN_SECONDS = 90;

const MEDIA_WORDS: Record<SourceKind, Record<MediaProblem, () => string>> = {
  microphone: {
    denied: m.microphoneDenied,
    missing: m.microphoneMissing,
    busy: m.microphoneBusy,
    insecure: m.microphoneInsecure,
    failed: m.microphoneFailed,
  },
  camera: {
    denied: m.cameraDenied,
    missing: m.cameraMissing,
    busy: m.cameraBusy,
    insecure: m.cameraInsecure,
    failed: m.cameraFailed,
  },
};

/** With the time to wait after too many tries, where the server says it. */
export function problemWords(
  problem: SayableProblem | { code: SayableProblem; retryAfterMs?: number | undefined },
): string {
  const { code, retryAfterMs } = typeof problem === 'string' ? { code: problem, retryAfterMs: undefined } : problem;
  return code === 'tooManyAttempts' && retryAfterMs !== undefined ? waitWords(retryAfterMs) : PROBLEM_WORDS[code]();
}

function waitWords(waitMs: number): string {
  const seconds = Math.max(2, Math.ceil(waitMs / 1000));
  return seconds <= LONGEST_IN_SECONDS
    ? m.problemTooManyAttemptsSeconds({ seconds })
    : m.problemTooManyAttemptsMinutes({ minutes: Math.ceil(seconds / 60) });
}

export function mediaProblemWords(kind: SourceKind, problem: MediaProblem): string {
  return MEDIA_WORDS[kind][problem]();
}

export function deviceMessageWords({ kind, change, label }: DeviceMessage): string {
  if (kind === 'microphone')
    return change === 'replaced' ? m.deviceReplacedMicrophone({ label }) : m.deviceLostMicrophone();
  return change === 'replaced' ? m.deviceReplacedCamera({ label }) : m.deviceLostCamera();
}
