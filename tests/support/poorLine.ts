// A poor network in front of a relay of its own, and what the server is told so that each call goes through both.
import { startCoturn } from './coturn.ts';
import { startPoorNetwork, type NetworkConditions, type PoorNetwork } from './poorNetwork.ts';

export interface PoorLine extends Pick<PoorNetwork, 'become'> {
  readonly serverEnv: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export async function startPoorLine(conditions: NetworkConditions): Promise<PoorLine> {
  const coturn = await startCoturn();
  const network = await startPoorNetwork(coturn.port, conditions);
  return {
    become: network.become,
    serverEnv: {
      VISAVIS_RELAY_ONLY: '1',
      VISAVIS_TURN_URLS: `turn:127.0.0.1:${String(network.port)}`,
      VISAVIS_TURN_SECRET: coturn.secret,
    },
    close: async () => {
      network.close();
      await coturn.close();
    },
  };
}
