// Ways into mediasoup that need no browser: plain RTP, sealed as a browser's is, in place of what a page would connect to.
import { observer, type types } from 'mediasoup';
import { SRTP } from './madeUpMedia.ts';

/** Where our packets come from, and where those that come back go. */
export type Ports = { readonly senders: number; readonly receivers: number };

export async function openPlainWay(router: types.Router): Promise<types.PlainTransport> {
  return router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
    ...{ rtcpMux: true, comedia: false, enableSctp: true, enableSrtp: true, srtpCryptoSuite: SRTP.cryptoSuite },
  });
}

export async function connectTo(way: types.PlainTransport, port: number): Promise<void> {
  await way.connect({ ip: '127.0.0.1', port, srtpParameters: SRTP });
}

/** What a page would be told of a way in. */
const SAID = {
  iceParameters: { usernameFragment: 'bench', password: 'bench-bench-bench-bench', iceLite: true },
  iceCandidates: [],
  dtlsParameters: { role: 'auto', fingerprints: [] },
};

/**
 * From now on every room of our host is made of plain ways: the host itself, its legs, producers and consumers stay as they are.
 * @returns the ways by their ids, and how to stop
 */
export function replaceWays(): { readonly ways: ReadonlyMap<string, types.PlainTransport>; readonly stop: () => void } {
  const ways = new Map<string, types.PlainTransport>();
  const onWorker = (worker: types.Worker): void => {
    worker.observer.on('newrouter', (router: types.Router) => {
      const open = async (): Promise<types.WebRtcTransport> => {
        const way = await openPlainWay(router);
        ways.set(way.id, way);
        return Object.assign(way, SAID) as unknown as types.WebRtcTransport;
      };
      router.createWebRtcTransport = open as unknown as typeof router.createWebRtcTransport;
    });
  };
  observer.on('newworker', onWorker);
  return { ways, stop: () => void observer.off('newworker', onWorker) };
}
