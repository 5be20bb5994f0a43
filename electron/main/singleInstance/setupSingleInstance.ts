// One running app per user data folder. A second start hands its arguments to the first and ends.
import { app } from 'electron';

/** False when another instance runs: this one has handed over and must end. `onSecondStart` gets the other start's arguments. */
export function setupSingleInstance(onSecondStart: (argv: readonly string[]) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => onSecondStart(argv));
  return true;
}
