// Which Chromium the journeys run in and with which switches. Knows nothing of pages or of the server.
import { chromium } from '@playwright/test';
import { existsSync } from 'node:fs';

/** Debian's package, used where Playwright's own browser was never downloaded. */
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** The browser to start, or `undefined` for Playwright's own. */
export function chromiumPath(): string | undefined {
  const chosen = process.env['VISAVIS_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  return existsSync(chromium.executablePath()) ? undefined : SYSTEM_CHROMIUM;
}

/** A tab with this title is what the browser's own picker of screens is given, unasked. */
export const SHARED_TAB_TITLE = 'Shown by a test';

/** Switches for real calls with made-up devices, on a machine without a network or a graphics card. */
export function chromiumArguments(): string[] {
  const asRoot = process.getuid?.() === 0;
  return [
    ...(asRoot ? ['--no-sandbox'] : []),
    '--use-fake-device-for-media-stream',
    `--auto-select-tab-capture-source-by-title=${SHARED_TAB_TITLE}`,
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}
