// Which Debian packages the app and its tests need, and how to get them. Does nothing on other systems.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Failure, step } from '../bootstrap/progress.mjs';
import { runQuietly } from '../bootstrap/runQuietly.mjs';

/** A package, or its names in different releases of Debian and Ubuntu, newest first. */
type Requirement = readonly [string, ...string[]];

/** What Electron loads and what unpacks it. */
export const APP_PACKAGES: readonly Requirement[] = [
  ['unzip'],
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
];

/** A display, a window manager, a keyboard, legible letters, network namespaces and a relay for the journeys. */
export const JOURNEY_PACKAGES: readonly Requirement[] = [
  ['xvfb'],
  ['xauth'],
  ['openbox'],
  ['xdotool'],
  ['fonts-dejavu-core'],
  ['iproute2'],
  ['coturn'],
];

/** A customer's other browser. */
export const FIREFOX_PACKAGES: readonly Requirement[] = [['firefox-esr']];

/** A mail program, a webmail and the servers behind them, for the journeys of the reply shield. */
export const MAIL_PACKAGES: readonly Requirement[] = [
  ['thunderbird'],
  ['dovecot-imapd'],
  ['roundcube-core'],
  ['roundcube-sqlite3'],
  ['php-cli'],
  ['openssl'],
];

/** A proxy with TLS before the server, for the unit tests. */
export const PROXY_PACKAGES: readonly Requirement[] = [['nginx'], ['caddy'], ['openssl']];

/** Make certificates and timestamps, and look at seals as others would, for the unit tests. */
export const SEAL_PACKAGES: readonly Requirement[] = [['openssl'], ['poppler-utils']];

/** Make the media worker of its sources. */
export const WORKER_PACKAGES: readonly Requirement[] = [
  ['g++'],
  ['meson'],
  ['ninja-build'],
  ['pkgconf', 'pkg-config'],
  ['libuv1-dev'],
  ['libssl-dev'],
  ['libsrtp2-dev'],
  ['libabsl-dev'],
  ['libflatbuffers-dev'],
  ['flatbuffers-compiler'],
];

/** Reads the text in pictures, for the bench. */
export const READER_PACKAGES: readonly Requirement[] = [['tesseract-ocr']];

export const BROWSER_PACKAGES: readonly Requirement[] = [['chromium'], ['chromium-headless-shell']];

/**
 * Installs what is missing when that is possible here (root on Debian); otherwise fails with the one command to run.
 * Nothing is started beyond one query when everything is there.
 */
export async function ensureSystemPackages(requirements: readonly Requirement[]): Promise<void> {
  if (!existsSync('/etc/debian_version')) return;
  const missing = missingRequirements(requirements, installedPackages(requirements.flat()));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    const names = missing.map((names) => names[names.length - 1]);
    throw new Failure(
      `Some system packages are missing. Run this once, then run the command again:\n  sudo apt-get install --no-install-recommends ${names.join(' ')}`,
    );
  }
  await step('Updating the list of system packages', () => apt(['update']));
  const names = missing.map(availableName);
  await step(`Installing system packages (${names.join(', ')})`, () =>
    apt(['install', '--yes', '--no-install-recommends', ...names]),
  );
}

/** True where there are no Debian packages. */
export function hasSystemPackages(requirements: readonly Requirement[]): boolean {
  if (!existsSync('/etc/debian_version')) return true;
  return missingRequirements(requirements, installedPackages(requirements.flat())).length === 0;
}

/** Those requirements of which no name is installed. */
export function missingRequirements(
  requirements: readonly Requirement[],
  installed: ReadonlySet<string>,
): readonly Requirement[] {
  return requirements.filter((names) => !names.some((name) => installed.has(name)));
}

function installedPackages(names: readonly string[]): Set<string> {
  const query = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status} ${Package}\\n', ...names], {
    encoding: 'utf8',
  });
  const lines = query.stdout.split('\n').filter((line) => line.startsWith('installed '));
  return new Set(lines.map((line) => line.slice('installed '.length)));
}

function availableName(names: Requirement): string {
  const isAvailable = (name: string): boolean =>
    spawnSync('apt-cache', ['show', '--no-all-versions', name], { stdio: 'ignore' }).status === 0;
  return names.find(isAvailable) ?? names[0];
}

async function apt(parameters: readonly string[]): Promise<void> {
  await runQuietly('apt-get', ['--quiet', ...parameters], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    onFailure: `“apt-get ${parameters.join(' ')}” failed. Check that Debian's packages can be reached, then run the command again.`,
  });
}
