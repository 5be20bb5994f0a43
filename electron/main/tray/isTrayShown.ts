// Whether the desktop shows tray icons now. Windows and macOS always do; on Linux it depends on the panel.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The question is asked while a person waits for the window to close. */
const TIMEOUT_MS = 1_000;

export type RunProgram = (file: string, args: readonly string[]) => Promise<string>;

/** Asks the session bus for a StatusNotifier host. No bus, no `gdbus` or no answer in time means no tray. */
export async function isTrayShown(
  platform: NodeJS.Platform = process.platform,
  run: RunProgram = runProgram,
): Promise<boolean> {
  if (platform !== 'linux') return true;
  const watcher = 'org.kde.StatusNotifierWatcher';
  try {
    const reply = await run('gdbus', [
      ...['call', '--session', '--timeout', '1', '--dest', watcher, '--object-path', '/StatusNotifierWatcher'],
      ...['--method', 'org.freedesktop.DBus.Properties.Get', watcher, 'IsStatusNotifierHostRegistered'],
    ]);
    return reply.includes('true');
  } catch {
    return false;
  }
}

async function runProgram(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(file, args, { timeout: TIMEOUT_MS });
  return stdout;
}
