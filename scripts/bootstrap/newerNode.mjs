// Hands a script over to the Node that node_modules brings, when the one on the machine is older. Plain JavaScript without packages.
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { startChild } from './children.mjs';
import { Failure } from './progress.mjs';

/** The oldest Node that runs our TypeScript and `node:sqlite` as they are. */
const OLDEST_NODE_MAJOR = 24;

/** @returns {boolean} */
export function isNodeNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= OLDEST_NODE_MAJOR;
}

/**
 * Runs `script` with the Node of node_modules and takes over its exit code.
 * @param {string} root
 * @param {string} script
 * @param {readonly string[]} parameters
 * @returns {Promise<void>}
 */
export async function runOnNewerNode(root, script, parameters) {
  const bin = join(root, 'node_modules', '.bin');
  const node = join(bin, 'node');
  if (!existsSync(node)) {
    throw new Failure(
      `Visavis needs Node ${OLDEST_NODE_MAJOR} or newer, and this is ${process.version}. Install a current Node (nodejs.org, or your version manager), then run the command again.`,
    );
  }
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  const child = startChild(node, [script, ...parameters], { stdio: 'inherit', env });
  process.exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
