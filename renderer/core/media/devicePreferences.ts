// The devices a person chose, kept in this browser. Knows storage keys only.
import type { DeviceKind } from './deviceChoice.ts';

const KEY_PREFIX = 'visavis.device.';

export function readPreference(kind: DeviceKind): string | undefined {
  try {
    return localStorage.getItem(KEY_PREFIX + kind) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Storage may be switched off; the choice then lasts until the page is closed. */
export function writePreference(kind: DeviceKind, deviceId: string): void {
  try {
    localStorage.setItem(KEY_PREFIX + kind, deviceId);
  } catch {
    return;
  }
}
