// What a test starts as the server: its sources, or the one file that `npm test` has made of them, which starts in half the time.
import { join } from 'node:path';

/** Set by whoever has just built it, so that nothing old is tested. */
export const TEST_SERVER = 'VISAVIS_TEST_SERVER';
const SOURCES = join(import.meta.dirname, '..', 'main.ts');

export function serverProgram(): string {
  return process.env[TEST_SERVER] ?? SOURCES;
}

/** Where compiled code is kept from one start to the next, as far as the run has a place for it. */
export function compiledCode(): Readonly<Record<string, string>> {
  const folder = process.env['NODE_COMPILE_CACHE'];
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}
