// What the customer reads and hears while their face is looked at.
import type { CheckEnd, CheckScreen, FaceGuidance } from '../../../signalling/protocol/assist.ts';
import type { FacePrompt } from '../../../signalling/protocol/index.ts';
import { m } from '../../paraglide/messages.js';

const PROMPT_WORDS: Record<FacePrompt, () => string> = {
  turnLeft: m.identityTurnLeft,
  turnRight: m.identityTurnRight,
  blink: m.identityBlink,
  comeCloser: m.identityComeCloser,
  openMouth: m.identityOpenMouth,
  smile: m.identitySmile,
};

const GUIDANCE_WORDS: Record<FaceGuidance, () => string> = {
  nobody: m.guidanceNobody,
  severalFaces: m.guidanceSeveralFaces,
  comeCloser: m.guidanceComeCloser,
  goBack: m.guidanceGoBack,
  tooDark: m.guidanceTooDark,
  tooBright: m.guidanceTooBright,
  againstLight: m.guidanceAgainstLight,
  blurred: m.guidanceBlurred,
  lookStraight: m.guidanceLookStraight,
};

export function checkScreenWords(screen: CheckScreen): string {
  switch (screen.name) {
    case 'starting':
      return m.identityStarting();
    case 'placing':
      return screen.guidance === null ? m.identityGood() : GUIDANCE_WORDS[screen.guidance]();
    case 'straight':
      return m.identityStraight();
    case 'prompt':
      return PROMPT_WORDS[screen.prompt]();
    case 'looked':
      return m.identityLookedShort();
  }
}

const END_WORDS: Record<CheckEnd | 'unsaid' | 'unable' | 'withdrawn', (who: { name: string }) => string> = {
  done: m.identityEndDone,
  enrolled: m.identityEndEnrolled,
  notSeen: m.identityEndNotSeen,
  stopped: m.identityEndStopped,
  notPossible: m.identityEndNotPossible,
  expired: m.identityEndExpired,
  waiting: m.identityEndWaiting,
  unsaid: m.identityEndUnsaid,
  unable: m.identityEndUnable,
  withdrawn: m.identityEndWithdrawn,
};

export function checkEndWords(end: keyof typeof END_WORDS, name: string): string {
  return END_WORDS[end]({ name });
}
