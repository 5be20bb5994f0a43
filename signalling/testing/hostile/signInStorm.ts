// Many who guess passwords at once, each from an address and with a name of their own.
import type { Server } from '../../server.ts';
import { Client } from '../serverBench.ts';

export type SignInStorm = {
  /** How many were sent away because too many wait. */
  readonly refusedCount: number;
  /** How many have no answer yet. */
  readonly owedCount: number;
};

/** Begins when all of them are connected. */
export async function beginSignInStorm(server: Pick<Server, 'port' | 'origin'>, size: number): Promise<SignInStorm> {
  const guessers = await Promise.all(
    Array.from({ length: size }, (_, guesser) =>
      new Client(server, { localAddress: `127.0.3.${guesser + 1}` }).says('agent'),
    ),
  );
  for (const [guesser, client] of guessers.entries()) {
    client.frames.length = 0;
    client.send('agent.signIn', { userName: `name-${guesser}`, password: 'guess' });
  }
  return {
    get refusedCount() {
      return guessers.filter(
        ({ frames: [frame] }) => frame?.kind === 'reply' && !frame.ok && frame.problem.code === 'tooManyAttempts',
      ).length;
    },
    get owedCount() {
      return guessers.filter(({ frames }) => frames.length === 0).length;
    },
  };
}
