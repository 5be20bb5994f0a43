// Tells the page that the machine woke up, so that it looks at its connections at once, and the reply engine that nobody can
// be writing. Knows Electron's power monitor.
import { powerMonitor } from 'electron';
import type { Log } from '../log/createLog.ts';

export type PowerListeners = {
  /** The machine woke up or the screen was unlocked. */
  readonly onResumed: () => void;
  /** The screen was locked or the machine goes to sleep. Where the desktop does not say so, the idle time does its part. */
  readonly onAway: () => void;
};

export function setupPower({ onResumed, onAway }: PowerListeners, log: Log): void {
  const listen = (event: 'resume' | 'unlock-screen' | 'suspend' | 'lock-screen', onEvent: () => void): void => {
    // Electron types each event apart.
    powerMonitor.on(event as 'resume', () => {
      log.info('power', { event });
      onEvent();
    });
  };
  listen('resume', onResumed);
  listen('unlock-screen', onResumed);
  listen('suspend', onAway);
  listen('lock-screen', onAway);
}
