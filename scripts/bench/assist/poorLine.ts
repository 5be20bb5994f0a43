// A server whose calls go through a real relay over lines that are late and lossy: where the kernel has no netem, this is the way.
import { startCoturn, whyNoCoturn } from '../../../tests/support/coturn.ts';
import { startPoorNetwork } from '../../../tests/support/poorNetwork.ts';
import { startServer, type RunningServer } from '../../../tests/support/signallingServer.ts';

export type PoorLine = { readonly server: RunningServer; close(): Promise<void> };

/** Round trip of a call and what is lost on the way from one side to the other. */
export const POOR = { roundTripMs: 150, lossRatio: 0.02 } as const;

export { whyNoCoturn as whyNoPoorLine };

/** Each side has such a line to the relay: a quarter of the round trip and half of the loss, each way. */
export async function startPoorLine(): Promise<PoorLine> {
  const coturn = await startCoturn();
  const network = await startPoorNetwork(coturn.port, {
    delayMs: POOR.roundTripMs / 4,
    lossRatio: 1 - Math.sqrt(1 - POOR.lossRatio),
  });
  const server = await startServer({
    VISAVIS_RELAY_ONLY: '1',
    VISAVIS_TURN_URLS: `turn:127.0.0.1:${String(network.port)}`,
    VISAVIS_TURN_SECRET: coturn.secret,
  });
  return {
    server,
    close: async () => {
      await server.dispose();
      network.close();
      await coturn.close();
    },
  };
}
