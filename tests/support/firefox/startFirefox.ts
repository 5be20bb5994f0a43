// Debian's Firefox with long-term support as a browser of Playwright's, with made-up devices, in a home of its own. Knows
// Firefox's preferences; nothing of pages or of the server.
import { firefox, type Browser, type BrowserContextOptions } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface RunningFirefox {
  readonly browser: Browser;
  /** What a page's context needs here: what is granted to Chromium by name is granted by preferences. */
  readonly context: BrowserContextOptions;
  readonly phone: BrowserContextOptions;
  readonly close: () => Promise<void>;
}

const PROGRAM = '/usr/bin/firefox-esr';
const RELAY = fileURLToPath(new URL('firefoxRelay.ts', import.meta.url));

const PREFERENCES: Record<string, string | number | boolean> = {
  // A test picture and a tone in place of devices, and nobody to ask.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'permissions.default.camera': 1,
  'permissions.default.microphone': 1,
  // What a person's first click allows.
  'media.autoplay.default': 0,
  // One machine, without a network or its names.
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
};

export async function startFirefox(): Promise<RunningFirefox> {
  const home = mkdtempSync(join(tmpdir(), 'visavis-firefox-'));
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    executablePath: writeLauncher(home),
    firefoxUserPrefs: PREFERENCES,
    env: { ...environment(), HOME: home, TMPDIR: home, MOZ_CRASHREPORTER_DISABLE: '1' },
  });
  const version = `${browser.version().split('.')[0] ?? ''}.0`;
  const contextOf = (system: string): BrowserContextOptions => ({
    permissions: [],
    // In place of the one that the journeys' Chromium says.
    userAgent: `Mozilla/5.0 (${system}; rv:${version}) Gecko/20100101 Firefox/${version}`,
  });
  return {
    browser,
    context: contextOf('X11; Linux x86_64'),
    phone: { ...contextOf('Android 15; Mobile'), viewport: { width: 360, height: 740 } },
    close: async () => {
      await browser.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** Playwright starts one program: this one starts the relay with the Node that runs here, and the relay starts Firefox. */
function writeLauncher(home: string): string {
  const launcher = join(home, 'firefox');
  writeFileSync(launcher, `#!/bin/sh\nexec '${process.execPath}' '${RELAY}' ${PROGRAM} "$@"\n`, { mode: 0o755 });
  return launcher;
}

function environment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
