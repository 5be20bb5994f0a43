// Who shows the person what can be shared, on which system. Pure: text from the machine in, a decision out.
import type { PickerKind } from '../../contract/screens.ts';
import type { AllowedSources } from './sourcesToShow.ts';

export type Machine = {
  platform: NodeJS.Platform;
  /** For example `15.1.0`. Of interest on macOS. */
  systemVersion: string;
  env: Readonly<Record<string, string | undefined>>;
  /** What the organisation lets people share. */
  allowed?: AllowedSources;
};

/** The first macOS whose own picker serves getDisplayMedia; it needs no permission for the whole screen. */
const FIRST_SYSTEM_PICKER = 15;

/** `portal` exactly where Chromium's capturer asks the desktop's portal: there a list of our own would ask twice. */
export function pickerOf({ platform, systemVersion, env, allowed = 'all' }: Machine): Exclude<PickerKind, 'browser'> {
  if (platform === 'linux') return isWayland(env) ? 'portal' : 'own';
  // The system's own offers the whole screen to everybody.
  if (platform === 'darwin')
    return Number.parseInt(systemVersion, 10) >= FIRST_SYSTEM_PICKER && allowed === 'all' ? 'system' : 'own';
  return 'own';
}

/** Electron captures what the computer plays on Windows only. */
export function canShareSound(platform: NodeJS.Platform): boolean {
  return platform === 'win32';
}

function isWayland(env: Machine['env']): boolean {
  return env['XDG_SESSION_TYPE']?.startsWith('wayland') === true && (env['WAYLAND_DISPLAY'] ?? '') !== '';
}
