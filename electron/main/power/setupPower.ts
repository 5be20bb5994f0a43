// Tells the page that the machine woke up, so that it looks at its connections at once. Knows Electron's power monitor.
import { powerMonitor } from 'electron';
import type { Log } from '../log/createLog.ts';

export function setupPower(onResumed: () => void, log: Log): void {
  for (const event of ['resume', 'unlock-screen'] as const) {
    // Electron types each event apart.
    powerMonitor.on(event as 'resume', () => {
      log.info('power', { event });
      onResumed();
    });
  }
  powerMonitor.on('suspend', () => log.info('power', { event: 'suspend' }));
}
