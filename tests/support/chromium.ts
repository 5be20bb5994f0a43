// Which Chromium the journeys run in and with which switches. Knows nothing of pages or of the server.
import { chromium, type LaunchOptions } from '@playwright/test';
import { existsSync } from 'node:fs';

/** Debian's packages, used where Playwright's own browsers were never downloaded. */
const SYSTEM_CHROMIUM = '/usr/bin/chromium';
const SYSTEM_HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

/** The whole browser: it has windows, extensions, refused permissions and its own choice among devices. */
export function wholeBrowser(): LaunchOptions {
  return launchOptions(chromiumPath(), chromiumArguments());
}

/**
 * The browser without windows, which needs half the processor time of the whole one for the same call. It has nobody to ask for a
 * device: it grants what is there. Its made-up camera gives ten pictures a second, not twenty, for a sixth less of processor time.
 */
export function headlessShell(): LaunchOptions {
  return shellWithCamera(10);
}

/** The same with a camera for sign language. */
export function shellWithQuickCamera(): LaunchOptions {
  return shellWithCamera(30);
}

function shellWithCamera(picturesPerSecond: number): LaunchOptions {
  const others = chromiumArguments().filter((argument) => argument !== MADE_UP_DEVICES);
  const args = [...others, `${MADE_UP_DEVICES}=fps=${String(picturesPerSecond)}`, '--use-fake-ui-for-media-stream'];
  return launchOptions(pathOf(SYSTEM_HEADLESS_SHELL), args);
}

/** The whole browser's program, or `undefined` for Playwright's own. */
export function chromiumPath(): string | undefined {
  return pathOf(SYSTEM_CHROMIUM);
}

function launchOptions(executablePath: string | undefined, args: string[]): LaunchOptions {
  return { args, chromiumSandbox: false, ...(executablePath === undefined ? {} : { executablePath }) };
}

function pathOf(system: string): string | undefined {
  const chosen = process.env['VISAVIS_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  return existsSync(chromium.executablePath()) ? undefined : system;
}

/** A tab with this title is what the browser's own picker of screens is given, unasked. */
export const SHARED_TAB_TITLE = 'Shown by a test';

const MADE_UP_DEVICES = '--use-fake-device-for-media-stream';

/** Switches for real calls with made-up devices, on a machine without a network or a graphics card. */
export function chromiumArguments(): string[] {
  const asRoot = process.getuid?.() === 0;
  return [
    ...(asRoot ? ['--no-sandbox'] : []),
    MADE_UP_DEVICES,
    `--auto-select-tab-capture-source-by-title=${SHARED_TAB_TITLE}`,
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}
