// The first stage of every npm command: installs what is missing, then continues on a new enough Node.
// Plain JavaScript without packages: on a fresh clone it runs on whatever Node the machine has.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithChildren } from './children.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { isNodeNewEnough, runOnNewerNode } from './newerNode.mjs';
import { runMain } from './progress.mjs';

/** The second stage gives its own children some seconds to end. */
const SECOND_STAGE_GRACE_MS = 15_000;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Prepares, then runs the main function of the second stage.
 * @param {string} script the entry below scripts/, to be run again when a newer Node is needed
 * @param {() => Promise<{ main: () => Promise<void> }>} loadSecondStage
 * @param {{ trustsInstalled?: boolean }} [options] `trustsInstalled` leaves an existing node_modules as it is: a production
 *   machine may have left out what only development needs
 * @returns {Promise<void>}
 */
export function prepareThenRun(script, loadSecondStage, { trustsInstalled = false } = {}) {
  return runMain(async () => {
    process.chdir(root);
    endWithChildren(isNodeNewEnough() ? undefined : SECOND_STAGE_GRACE_MS);
    if (!trustsInstalled || !existsSync('node_modules')) await ensureDependencies(root);
    if (isNodeNewEnough()) return (await loadSecondStage()).main();
    return runOnNewerNode(root, join(root, 'scripts', script), process.argv.slice(2));
  });
}
