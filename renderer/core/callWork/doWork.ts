// The little work that a call takes while too many call: numbers whose hashes begin with zeros. The hashing is the browser's, beside
// the page's own thread.
import { hasZeroBits, PUZZLES, puzzleText, type DoneWork } from '../../../signalling/protocol/index.ts';

/** Tried at once; the page is drawn in between. */
const BATCH = 64;
/** Whoever needs longer is told to try again later. */
const LONGEST_MS = 15_000;

/** Undefined: it took too long, or this browser does not hash here. */
export async function doWork(challenge: string, bits: number): Promise<DoneWork | undefined> {
  if (!isSecureContext) return undefined;
  const untilMs = performance.now() + LONGEST_MS;
  const numbers: number[] = [];
  for (let puzzle = 0; puzzle < PUZZLES; puzzle += 1) {
    const number = await solve(challenge, puzzle, bits, untilMs);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  return { challenge, numbers };
}

async function solve(challenge: string, puzzle: number, bits: number, untilMs: number): Promise<number | undefined> {
  const encoder = new TextEncoder();
  for (let from = 0; performance.now() < untilMs; from += BATCH) {
    const tries = Array.from({ length: BATCH }, (_, index) => from + index);
    const hashes = await Promise.all(
      tries.map((number) => crypto.subtle.digest('SHA-256', encoder.encode(puzzleText(challenge, puzzle, number)))),
    );
    const found = hashes.findIndex((hash) => hasZeroBits(new Uint8Array(hash), bits));
    if (found >= 0) return from + found;
  }
  return undefined;
}
