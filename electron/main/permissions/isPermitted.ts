// What the page may do with the machine. Pure: deny unless listed here, and only for our own page.
import { isOwnPage } from '../pageProtocol/pageAddress.ts';

export type PermissionQuestion = {
  /** Electron's name of the permission, for example `media`. */
  permission: string;
  /** Address or origin of the frame that asks. */
  requestingUrl: string;
  isMainFrame: boolean;
  /** For `media` only: what would be captured. Empty when it is the screen. */
  mediaTypes: readonly string[];
  /** The person has just chosen what to share, and the page has not taken it yet. */
  isScreenChosen: boolean;
};

const ALLOWED: ReadonlySet<string> = new Set([
  'media',
  'fullscreen',
  'speaker-selection',
  'notifications',
  // A call on a laptop nobody touches.
  'screen-wake-lock',
]);
const CAPTURED: ReadonlySet<string> = new Set(['audio', 'video']);

/**
 * True when the page may. Capturing the screen comes as `media` with no media type, or as `display-capture`: only while a
 * choice waits to be taken.
 */
export function isPermitted(question: PermissionQuestion): boolean {
  const { permission, requestingUrl, isMainFrame, mediaTypes, isScreenChosen } = question;
  if (!isMainFrame || !isOwnPage(requestingUrl)) return false;
  if (permission === 'display-capture') return isScreenChosen;
  if (!ALLOWED.has(permission)) return false;
  if (permission !== 'media') return true;
  return mediaTypes.length === 0 ? isScreenChosen : mediaTypes.every((type) => CAPTURED.has(type));
}
