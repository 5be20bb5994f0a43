// What a call's newest connection has sent and received, by what it is for. Knows getStats.
import type { Page } from '@playwright/test';

export type SentBytes = {
  /** Everything on the path, both ways, without the headers of IP and UDP. */
  readonly total: number;
  /** Sound and pictures of all lines, both ways, with their headers. */
  readonly media: number;
  /** The shared screen alone, sent from here, with its headers. */
  readonly screen: number;
  /** What was written into and came out of the data lanes. */
  readonly lanes: number;
  readonly roundTripMs: number;
  readonly atMs: number;
};

/** The third line of a call is the shared screen. */
const SCREEN_MID = '2';

export function readBytes(page: Page): Promise<SentBytes> {
  return page.evaluate(async (screenMid) => {
    const open = window.visavisConnections().filter(({ connectionState }) => connectionState === 'connected');
    const report = [...((await open.at(-1)?.getStats()) ?? new Map<string, unknown>()).values()] as Record<
      string,
      unknown
    >[];
    const sum = (entries: readonly Record<string, unknown>[], ...names: readonly string[]): number =>
      entries.reduce((whole, entry) => names.reduce((part, name) => part + Number(entry[name] ?? 0), whole), 0);
    const of = (type: string): Record<string, unknown>[] => report.filter((entry) => entry['type'] === type);
    const pair = report.find((entry) => entry['id'] === of('transport')[0]?.['selectedCandidatePairId']);
    return {
      total: sum(of('transport'), 'bytesSent', 'bytesReceived'),
      media:
        sum(of('outbound-rtp'), 'bytesSent', 'headerBytesSent') +
        sum(of('inbound-rtp'), 'bytesReceived', 'headerBytesReceived'),
      screen: sum(
        of('outbound-rtp').filter((entry) => entry['mid'] === screenMid),
        'bytesSent',
        'headerBytesSent',
      ),
      lanes: sum(
        of('data-channel').filter((entry) => ['state', 'files', 'pointer'].includes(String(entry['label']))),
        'bytesSent',
        'bytesReceived',
      ),
      roundTripMs: 1000 * Number(pair?.['currentRoundTripTime'] ?? Number.NaN),
      atMs: performance.now(),
    };
  }, SCREEN_MID);
}
