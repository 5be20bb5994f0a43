// Puts the permission table in front of Chromium. Knows Electron's three ways of asking; the table is in isPermitted.
import type { Session } from 'electron';
import type { Log } from '../log/createLog.ts';
import { isPermitted } from './isPermitted.ts';

export type PermissionsOptions = {
  session: Session;
  /** True while a choice of what to share waits to be taken. */
  isScreenChosen: () => boolean;
  log: Log;
};

/** Denies everything that is not listed, whichever way it is asked. */
export function setupPermissions({ session, isScreenChosen, log }: PermissionsOptions): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const permitted = isPermitted({
      permission,
      requestingUrl: details.requestingUrl,
      isMainFrame: details.isMainFrame,
      mediaTypes,
      isScreenChosen: isScreenChosen(),
    });
    if (!permitted) log.warn('permission denied', { permission });
    answer(permitted);
  });

  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const mediaTypes = details.mediaType === undefined ? [] : [details.mediaType];
    return isPermitted({
      permission,
      requestingUrl: requestingOrigin,
      isMainFrame: details.isMainFrame,
      mediaTypes,
      isScreenChosen: isScreenChosen(),
    });
  });

  // HID, serial and USB devices.
  session.setDevicePermissionHandler(() => false);
}
