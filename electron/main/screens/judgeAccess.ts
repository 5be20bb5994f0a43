// Whether macOS lets the app see other programs' windows, judged by what it shows and not by what it says of itself.
// Pure: knows no Electron.
import type { ScreenAccess } from '../../contract/screens.ts';

/** What listing gave for one screen or window that is not our own. */
export type Glimpse = { kind: 'screen' | 'window'; name: string; isBlank: boolean };

export type Probe = {
  platform: NodeJS.Platform;
  /** `systemPreferences.getMediaAccessStatus('screen')`: it may be stale either way until the app is started again. */
  status: string;
  /** What was seen last; undefined when nobody has looked yet, `failed` when listing was refused. */
  seen: readonly Glimpse[] | 'failed' | undefined;
};

/**
 * Without the permission macOS still lists windows, but without their titles and with nothing in their pictures; screens
 * show the wallpaper at most. So other programs' windows are the evidence, and screens only against.
 */
export function judgeAccess({ platform, status, seen }: Probe): ScreenAccess {
  if (platform !== 'darwin') return 'granted';
  if (seen === 'failed') return 'denied';
  const evidence = seen === undefined ? 'unknown' : weigh(seen);
  return evidence === 'unknown' ? byStatus(status) : evidence;
}

function weigh(seen: readonly Glimpse[]): ScreenAccess {
  const windows = seen.filter(({ kind }) => kind === 'window');
  if (windows.some(({ name, isBlank }) => name.trim() !== '' && !isBlank)) return 'granted';
  if (windows.length > 0) return 'denied';
  const screens = seen.filter(({ kind }) => kind === 'screen');
  return screens.every(({ isBlank }) => isBlank) && screens.length > 0 ? 'denied' : 'unknown';
}

/** A plain no is believed when there is nothing to see; a yes is not, because it may be from before an update. */
function byStatus(status: string): ScreenAccess {
  return status === 'denied' || status === 'restricted' ? 'denied' : 'unknown';
}
