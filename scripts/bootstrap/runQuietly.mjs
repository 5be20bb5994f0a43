// Runs a program to its end without showing what it prints, unless it fails. Plain JavaScript without packages.
import { endChild, startChild } from './children.mjs';
import { Failure } from './progress.mjs';

const LINES_SHOWN_ON_FAILURE = 40;

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] after which the program is ended and the run fails
 * @property {string} [onFailure] the sentence for a person; the program's last lines follow it
 */

/**
 * Resolves with what the program wrote on stdout; rejects with a Failure when it cannot start, ends with another code than 0 or takes too long.
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {RunOptions} [options]
 * @returns {Promise<string>}
 */
export function runQuietly(program, parameters, options = {}) {
  const { cwd, env = process.env, timeoutMs, onFailure } = options;
  const sentence = onFailure ?? `“${[program, ...parameters].join(' ')}” failed.`;
  return new Promise((resolve, reject) => {
    const child = startChild(program, parameters, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => void endChild(child), timeoutMs);
    let stdout = '';
    let everything = '';
    child.stdout?.on('data', (chunk) => {
      stdout += String(chunk);
      everything += String(chunk);
    });
    child.stderr?.on('data', (chunk) => {
      everything += String(chunk);
    });
    child.on('error', (error) => reject(new Failure(sentence, error.message)));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(stdout);
      else reject(new Failure(sentence, lastLines(everything) || `It ended with ${signal ?? `code ${code}`}.`));
    });
  });
}

/** @param {string} text */
function lastLines(text) {
  return text.trimEnd().split('\n').slice(-LINES_SHOWN_ON_FAILURE).join('\n');
}
