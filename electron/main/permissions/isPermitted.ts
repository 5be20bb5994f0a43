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

/** True when the page may. Capturing the screen comes as `media` with no media type, and is denied until it has a picker. */
export function isPermitted({ permission, requestingUrl, isMainFrame, mediaTypes }: PermissionQuestion): boolean {
  if (!isMainFrame || !isOwnPage(requestingUrl) || !ALLOWED.has(permission)) return false;
  return permission !== 'media' || (mediaTypes.length > 0 && mediaTypes.every((type) => CAPTURED.has(type)));
}
