// Waits for the connection, for what a person asks while the page is still connecting.
import type { SignallingClient } from './signallingClient.ts';

/** Resolves once requests can be sent, or after `withinMs`: a request then says that nobody can be reached. */
export function whenOpen(client: Pick<SignallingClient, 'state' | 'onState'>, withinMs: number): Promise<void> {
  if (client.state === 'open') return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stopListening();
      resolve();
    };
    const timer = setTimeout(done, withinMs);
    const stopListening = client.onState((state) => {
      if (state === 'open') done();
    });
  });
}
