// What a page's connections have sent and received so far, by what it is for. Knows getStats.
import type { Page } from '@playwright/test';

export type SentBytes = {
  /** Everything on the path, both ways, without the headers of IP and UDP. */
  readonly total: number;
  /** Sound and pictures of all lines, both ways, with their headers. */
  readonly media: number;
  /** The shared screen alone, sent from here, with its headers. */
  readonly screen: number;
  /** What was written into and came out of the data channels. */
  readonly channels: number;
  readonly messages: number;
  /** How many connections have been open: more than one a call is a path lost and found again. */
  readonly connections: number;
  readonly roundTripMs: number;
  readonly atMs: number;
};
type Counts = Pick<SentBytes, 'total' | 'media' | 'screen' | 'channels' | 'messages'>;

declare global {
  interface Window {
    /** As last seen: a closed connection counts on. */
    benchCounts?: Map<RTCPeerConnection, Counts>;
  }
}

/** The third line of a call is the shared screen. */
const SCREEN_MID = '2';

export function readBytes(page: Page): Promise<SentBytes> {
  return page.evaluate(async (screenMid) => {
    type Entries = readonly Record<string, unknown>[];
    const counted = (window.benchCounts ??= new Map());
    let roundTripMs = Number.NaN;
    const sum = (entries: Entries, ...names: readonly string[]): number =>
      entries.reduce((whole, entry) => names.reduce((part, name) => part + Number(entry[name] ?? 0), whole), 0);
    const open = window.visavisConnections().filter(({ connectionState }) => connectionState === 'connected');
    for (const connection of open) {
      const report = [...(await connection.getStats()).values()] as Record<string, unknown>[];
      const of = (type: string): Entries => report.filter((entry) => entry['type'] === type);
      const pair = report.find((entry) => entry['id'] === of('transport')[0]?.['selectedCandidatePairId']);
      roundTripMs = 1000 * Number(pair?.['currentRoundTripTime'] ?? Number.NaN);
      const sent = of('outbound-rtp');
      const screen = sent.filter((entry) => entry['mid'] === screenMid);
      const channels = of('data-channel').filter(({ label }) => ['state', 'files', 'pointer'].includes(String(label)));
      counted.set(connection, {
        total: sum(of('transport'), 'bytesSent', 'bytesReceived'),
        media:
          sum(sent, 'bytesSent', 'headerBytesSent') + sum(of('inbound-rtp'), 'bytesReceived', 'headerBytesReceived'),
        screen: sum(screen, 'bytesSent', 'headerBytesSent'),
        channels: sum(channels, 'bytesSent', 'bytesReceived'),
        messages: sum(channels, 'messagesSent', 'messagesReceived'),
      });
    }
    const whole = (name: keyof Counts): number => [...counted.values()].reduce((all, counts) => all + counts[name], 0);
    return {
      total: whole('total'),
      media: whole('media'),
      screen: whole('screen'),
      channels: whole('channels'),
      messages: whole('messages'),
      connections: counted.size,
      roundTripMs,
      atMs: performance.now(),
    };
  }, SCREEN_MID);
}
