// Makes node_modules what package-lock.json says. Plain JavaScript without packages: runs before anything is installed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, step } from './progress.mjs';
import { runQuietly } from './runQuietly.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages
 */

/**
 * Installs the locked packages unless they are installed already.
 * @param {string} root
 * @returns {Promise<void>}
 */
export async function ensureDependencies(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  if (wanted === undefined)
    throw new Failure('package-lock.json is missing or damaged. Restore it with “git checkout package-lock.json”.');
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (installed !== undefined && isInstalled(wanted, installed)) return;
  await step('Installing dependencies', () => npm(['ci', '--no-audit', '--no-fund'], root));
}

/**
 * Whether every locked package is installed in the locked version. npm leaves out optional packages of other platforms.
 * @param {LockedPackages} wanted
 * @param {LockedPackages} installed
 * @returns {boolean}
 */
export function isInstalled(wanted, installed) {
  const isSame = (/** @type {string} */ path) =>
    installed[path]?.version === wanted[path]?.version && installed[path]?.integrity === wanted[path]?.integrity;
  const nothingMissing = Object.entries(wanted).every(
    ([path, entry]) => path === '' || (installed[path] === undefined ? entry.optional === true : isSame(path)),
  );
  return nothingMissing && Object.keys(installed).every((path) => wanted[path] !== undefined);
}

/**
 * @param {string} file
 * @returns {LockedPackages | undefined}
 */
function readPackages(file) {
  try {
    /** @type {unknown} */
    const lock = JSON.parse(readFileSync(file, 'utf8'));
    return /** @type {{ packages?: LockedPackages }} */ (lock).packages;
  } catch {
    return undefined;
  }
}

/**
 * @param {string[]} parameters
 * @param {string} root
 */
function npm(parameters, root) {
  // Under `npm start` npm says where it is; by hand, it is the one on the PATH.
  const script = process.env['npm_execpath'];
  const isNpm = script !== undefined && /npm-cli\.c?js$/.test(script);
  const [program, first] = isNpm ? [process.execPath, [script]] : ['npm', []];
  return runQuietly(program, [...first, ...parameters], {
    cwd: root,
    onFailure:
      'The dependencies could not be installed. Check that the package registry can be reached (“npm ping”) and that the disk has 2 GB free, then run the command again.',
  });
}
