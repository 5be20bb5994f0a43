// Shares in words: what is shared when the browser does not say, and why a share has ended. Knows no state.
import type { CapturedKind } from '../../core/screenCapture/captureScreen.ts';
import { m } from '../../paraglide/messages.js';
import type { EndReason } from './shareMachine.ts';

/** Characters; as long as the wire and the host take. */
export const MAX_SURFACE_NAME = 200;

const UNNAMED: Readonly<Record<CapturedKind, () => string>> = {
  screen: m.screenShareUnnamedScreen,
  window: m.screenShareUnnamedWindow,
  tab: m.screenShareUnnamedTab,
};

/** Never empty, never too long for the wire. */
export function surfaceName(name: string | undefined, kind: CapturedKind): string {
  const known = name?.trim().slice(0, MAX_SURFACE_NAME) ?? '';
  return known === '' ? UNNAMED[kind]() : known;
}

/** "Screen 2", or just "A whole screen" where there is one. */
export function screenName(index: number, count: number): string {
  return count === 1 ? m.screenShareUnnamedScreen() : m.screenShareScreenNumber({ number: index + 1 });
}

/** Undefined where nobody has to be told: the person did it, or there is no call any more. */
export function endWords(reason: EndReason, name: string): string | undefined {
  switch (reason) {
    case 'stopped':
    case 'callEnded':
      return undefined;
    case 'surfaceClosed':
      return m.screenShareEndedSurfaceClosed({ name });
    case 'maskFailed':
      return m.screenShareEndedMaskFailed();
    case 'denied':
      return m.screenShareEndedDenied();
    case 'unsupported':
      return m.screenShareEndedUnsupported();
    case 'failed':
      return m.screenShareEndedFailed();
  }
}
