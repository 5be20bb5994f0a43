// A person's Chromium with our built extension and a profile of its own, let into one webmail. Knows no webmail.
import { chromium, type BrowserContext, type Worker } from '@playwright/test';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHROMIUM_EXTENSION_ID } from '../../../electron/mailExtensions/chromium/identity.ts';
import { chromiumArguments, chromiumPath } from '../chromium.ts';

export interface WebmailBrowser {
  readonly context: BrowserContext;
  /** Where the extension's worker runs. */
  readonly worker: Worker;
  /** Ends it as a crash does. */
  readonly kill: () => void;
  readonly close: () => Promise<void>;
}

const BUILT = fileURLToPath(new URL('../../../out/extensions/chromium', import.meta.url));
const HOST = 'fr.visavis.cti';

/**
 * `origin` is allowed from the start, as if the person had said yes to the browser's question, which no test can answer;
 * nothing else of the extension is changed.
 */
export async function startWebmailBrowser(options: {
  readonly origin: string;
  readonly relayProgram: string;
}): Promise<WebmailBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-webmail-'));
  const extension = join(folder, 'extension');
  const profile = join(folder, 'profile');
  cpSync(BUILT, extension, { recursive: true });
  allowOrigin(join(extension, 'manifest.json'), options.origin);
  letExtensionIn(join(profile, 'NativeMessagingHosts'), options.relayProgram);
  const executablePath = chromiumPath();
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath === undefined ? { channel: 'chromium' } : { executablePath }),
    args: [
      ...chromiumArguments(),
      `--disable-extensions-except=${extension}`,
      // Debian's start script names its own folder of extensions; the last one counts.
      `--load-extension=${extension}`,
    ],
    chromiumSandbox: false,
    locale: 'en-GB',
    // One that is killed leaves its socket there.
    env: { ...process.env, TMPDIR: folder },
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return {
    context,
    worker,
    kill: () => {
      // Chromium's lock on its profile names host and process; the other processes end with it.
      const processId = Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));
      process.kill(processId, 'SIGKILL');
    },
    close: async () => {
      await context.close();
      remove();
    },
  };
}

function allowOrigin(manifestFile: string, origin: string): void {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { host_permissions: string[] };
  manifest.host_permissions.push(`${origin}/*`);
  writeFileSync(manifestFile, JSON.stringify(manifest));
}

/** As `npm run cti:install` does for a person's everyday profile. */
function letExtensionIn(folder: string, relayProgram: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: HOST,
    description: 'Visavis reply shield',
    path: relayProgram,
    type: 'stdio',
    allowed_origins: [`chrome-extension://${CHROMIUM_EXTENSION_ID}/`],
  };
  writeFileSync(join(folder, `${HOST}.json`), JSON.stringify(manifest));
}
