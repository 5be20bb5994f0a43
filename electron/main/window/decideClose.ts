// What closing the window means. Pure: the rule for an app that has to be there when somebody calls.
import type { HostStatus } from '../../contract/index.ts';

export type CloseDecision = 'quit' | 'hide' | 'minimise';

/** Signed in, the app stays where it can be found again: in the tray, else, while a caller would be lost, in the task bar. */
export function decideClose(status: HostStatus, platform: NodeJS.Platform, isTrayShown: boolean): CloseDecision {
  // macOS: an app lives on in the dock; Quit is in its menu.
  if (platform === 'darwin') return 'hide';
  if (status === 'signedOut') return 'quit';
  if (isTrayShown) return 'hide';
  return status === 'ringing' || status === 'inCall' ? 'minimise' : 'quit';
}
