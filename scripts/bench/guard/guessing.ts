// Those who guess passwords, each from an address and with names of their own, until they are stopped.
import { pause } from '../measure/progress.ts';
import { Line } from '../server/line.ts';

export type Guessing = {
  /** How many guesses were looked at, and how many were not because too many wait. */
  counts(): { readonly looked: number; readonly refused: number };
  stop(): void;
};

const AGAIN_MS = 500;
/** A network has so many guesses in a quarter of an hour. */
const GUESSES_AN_ADDRESS = 90;

export async function guessWithoutEnd(origin: string, guessers: number): Promise<Guessing> {
  const lines = await Promise.all(
    Array.from({ length: guessers }, (_, guesser) => Line.open(origin, 'agent', guesser)),
  );
  let [looked, refused, isOver] = [0, 0, false];
  const guess = async (line: Line, guesser: number): Promise<void> => {
    for (let round = 0; !isOver && round < GUESSES_AN_ADDRESS;) {
      const params = { userName: `name-${guesser}-${round}`, password: 'guess' };
      const problem = await line.request('agent.signIn', params).then(
        () => 'ok',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (problem === 'wrongCredentials') {
        looked += 1;
        round += 1;
      } else {
        refused += 1;
        await pause(AGAIN_MS);
      }
    }
  };
  for (const [guesser, line] of lines.entries()) void guess(line, guesser);
  return {
    counts: () => ({ looked, refused }),
    stop() {
      isOver = true;
      for (const line of lines) line.close();
    },
  };
}
