// Who is at the other end of a request, also behind proxies. Believes only proxies that the settings name.
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Log } from '../../service/ports/log.ts';
import { isLoopbackAddress } from '../settings/loopback.ts';
import { plainAddress } from './plainAddress.ts';
import { createTrustedProxies, type TrustedProxies } from './trustedProxies.ts';

export type RequestClient = {
  readonly address: string;
  /** A program on this machine, by itself: nothing that came through a proxy, nor from where one stands. */
  readonly isThisMachine: boolean;
};

export type Clients = { of(request: IncomingMessage): RequestClient };

/** Says once in the log when somebody else's `X-Forwarded-For` is not believed: a proxy was forgotten, or it is forged. */
export function createClients(trustedProxies: readonly string[], log: Log): Clients {
  const trusted = createTrustedProxies(trustedProxies);
  let isSaid = false;
  return {
    of({ headers, socket }) {
      const peer = plainAddress(socket.remoteAddress ?? '');
      const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
      if (!trusted.has(peer)) {
        if (isForwarded && !isSaid) {
          isSaid = true;
          log.warn({}, 'X-Forwarded-For of a proxy that VISAVIS_TRUSTED_PROXIES does not name is not believed');
        }
        return { address: peer, isThisMachine: !isForwarded && isLoopbackAddress(peer) };
      }
      return { address: clientIn(headers['x-forwarded-for'], trusted) ?? peer, isThisMachine: false };
    },
  };
}

/**
 * Each proxy adds whom it got the request from, at the end. So the client is the last one that is no proxy of ours;
 * what stands before may have been made up. Null when nothing was added that is an address.
 */
function clientIn(header: string | string[] | undefined, trusted: TrustedProxies): string | null {
  const chain = [header ?? []]
    .flat()
    .join(',')
    .split(',')
    .map((part) => plainAddress(part.trim()));
  let nearest: string | null = null;
  for (const address of chain.reverse()) {
    if (isIP(address) === 0) return nearest;
    nearest = address;
    if (!trusted.has(address)) return nearest;
  }
  return nearest;
}
