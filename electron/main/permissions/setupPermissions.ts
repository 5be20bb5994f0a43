// Puts the permission table in front of Chromium. Knows Electron's three doors; the table is in isPermitted.
import type { Session } from 'electron';
import type { Log } from '../log/createLog.ts';
import { isPermitted } from './isPermitted.ts';

/** Denies everything that is not listed, whichever way it is asked. */
export function setupPermissions(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const permitted = isPermitted({
      permission,
      requestingUrl: details.requestingUrl,
      isMainFrame: details.isMainFrame,
      mediaTypes,
    });
    if (!permitted) log.warn('permission denied', { permission });
    answer(permitted);
  });

  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const mediaTypes = details.mediaType === undefined ? [] : [details.mediaType];
    return isPermitted({ permission, requestingUrl: requestingOrigin, isMainFrame: details.isMainFrame, mediaTypes });
  });

  // HID, serial and USB devices.
  session.setDevicePermissionHandler(() => false);
}
