// Tells a waiting person what is being done and how long it has taken. Knows nothing of the steps.
// Plain JavaScript without packages: runs on an older Node before anything is installed.

const REFRESH_MS = 1000;
/** Where the line cannot be rewritten (a log file), a sign of life this often. */
const HEARTBEAT_MS = 20_000;

/**
 * Runs `work`, showing `title` with the elapsed seconds until it ends.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const startedMs = Date.now();
  const seconds = () => Math.round((Date.now() - startedMs) / 1000);
  const out = process.stdout;
  const rewritable = out.isTTY;
  const line = () => (seconds() === 0 ? `▸ ${title} …` : `▸ ${title} … ${seconds()} s`);
  out.write(line() + (rewritable ? '' : '\n'));
  const timer = rewritable
    ? setInterval(() => out.write(`\r${line()}`), REFRESH_MS)
    : setInterval(() => out.write(`${line()}\n`), HEARTBEAT_MS);
  try {
    const result = await work();
    const tookMs = Date.now() - startedMs;
    out.write(`${rewritable ? '\r' : ''}✓ ${title} (${(tookMs / 1000).toFixed(1)} s)${rewritable ? '    ' : ''}\n`);
    return result;
  } catch (error) {
    out.write(`${rewritable ? '\r' : ''}✗ ${title} (${seconds()} s)${rewritable ? '    ' : ''}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/**
 * An expected failure: its message is a sentence for a person, and says what to do.
 */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {string} [details] what a program printed, shown below the sentence
   */
  constructor(message, details = '') {
    super(message);
    this.name = 'Failure';
    this.details = details;
  }
}

/**
 * Runs a command's main function; a Failure ends it with its sentence, anything else with its stack. Exit code 1 either way.
 * @param {() => Promise<void>} main
 * @returns {Promise<void>}
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (error instanceof Failure) {
      console.error(`\n${error.message}${error.details === '' ? '' : `\n\n${error.details}`}`);
    } else {
      console.error(error);
    }
    process.exitCode = 1;
  }
}
