// Media signals as Chromium makes them, in kind and size: what a call sends is one description and a dozen candidates a side.
import type { PeerSignal } from '../../../signalling/protocol/index.ts';

const CANDIDATES_A_DESCRIPTION = 12;
const MEDIA_LINES = Array.from(
  { length: 90 },
  (_, line) => `a=rtpmap:${96 + (line % 30)} VP8/90000\r\na=rtcp-fb:${96 + (line % 30)} nack pli`,
).join('\r\n');

/** Chromium's offer for one sound and one picture has about five thousand characters. */
const DESCRIPTION: PeerSignal = {
  type: 'offer',
  sdp: `v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n${MEDIA_LINES}\r\n`,
};
const CANDIDATE: PeerSignal = {
  type: 'candidate',
  candidate: {
    candidate:
      'candidate:842163049 1 udp 1677729535 203.0.113.17 46154 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag EsAw network-cost 999',
    sdpMLineIndex: 0,
    sdpMid: '0',
    usernameFragment: 'EsAw',
  },
};

/** What one side sends while a call is set up. */
export const SIGNALS_OF_A_SIDE: readonly PeerSignal[] = [
  DESCRIPTION,
  ...Array.from({ length: CANDIDATES_A_DESCRIPTION }, () => CANDIDATE),
];
