// What really arrives and leaves, as the browser's own statistics count it. Knows getStats; nothing of our code.
import { expect, type Page } from '@playwright/test';

/** Sums over all connections the page has made; a closed one counts as it was last seen. They only ever grow. */
export interface MediaCounts {
  readonly framesDecoded: number;
  readonly framesSent: number;
  readonly audioEnergyIn: number;
  readonly audioPacketsIn: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Open now. */
  readonly connections: number;
  /** `a=fmtp` parameters of the Opus that is being sent. */
  readonly opusSent: string;
}

/** Must run before the page's own scripts: remembers every connection that the page makes. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    const Native = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(config?: RTCConfiguration) {
        super(config);
        made.push(this);
      }
    };
    Object.assign(window, { connectionsMade: made });
  });
}

export function readMedia(page: Page): Promise<MediaCounts> {
  return page.evaluate(async () => {
    const names = ['framesDecoded', 'framesSent', 'audioEnergyIn', 'audioPacketsIn', 'bytesIn', 'bytesOut'] as const;
    type Counts = Record<(typeof names)[number], number>;
    const kept = window as unknown as {
      connectionsMade: RTCPeerConnection[];
      lastCounts?: Map<RTCPeerConnection, Counts>;
    };
    const counted = (kept.lastCounts ??= new Map());
    let opusSent = '';
    for (const connection of kept.connectionsMade) {
      if (connection.connectionState === 'closed') continue;
      const counts = { framesDecoded: 0, framesSent: 0, audioEnergyIn: 0, audioPacketsIn: 0, bytesIn: 0, bytesOut: 0 };
      const report = await connection.getStats();
      report.forEach((entry: Record<string, unknown>) => {
        const number = (name: string): number => (typeof entry[name] === 'number' ? entry[name] : 0);
        if (entry['type'] === 'inbound-rtp') {
          counts.framesDecoded += number('framesDecoded');
          counts.audioEnergyIn += number('totalAudioEnergy');
          counts.bytesIn += number('bytesReceived');
          if (entry['kind'] === 'audio') counts.audioPacketsIn += number('packetsReceived');
        }
        if (entry['type'] === 'outbound-rtp') {
          counts.framesSent += number('framesSent');
          counts.bytesOut += number('bytesSent');
          const codec = report.get(String(entry['codecId'])) as { sdpFmtpLine?: string; mimeType?: string } | undefined;
          if (codec?.mimeType === 'audio/opus') opusSent = codec.sdpFmtpLine ?? '';
        }
      });
      const before = counted.get(connection);
      for (const name of names) counts[name] = Math.max(counts[name], before?.[name] ?? 0);
      counted.set(connection, counts);
    }
    const total = (name: (typeof names)[number]): number =>
      [...counted.values()].reduce((sum, counts) => sum + counts[name], 0);
    return {
      framesDecoded: total('framesDecoded'),
      framesSent: total('framesSent'),
      audioEnergyIn: total('audioEnergyIn'),
      audioPacketsIn: total('audioPacketsIn'),
      bytesIn: total('bytesIn'),
      bytesOut: total('bytesOut'),
      connections: kept.connectionsMade.filter((connection) => connection.connectionState !== 'closed').length,
      opusSent,
    };
  });
}

/** What the page has of connections, as somebody with its statistics open counts it: such as `2 connections, 2 inbound-rtp video`. */
export function readShape(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] };
    const open = connectionsMade.filter(({ connectionState }) => connectionState !== 'closed');
    const counts = new Map([['connections', open.length]]);
    for (const connection of open)
      (await connection.getStats()).forEach(
        ({ type, kind = '', mid }: { type: string; kind?: string; mid?: string }) => {
          const name = `${type} ${kind}`;
          // By which a room tries what the path takes: it comes and goes by itself.
          if (mid === 'probator') return;
          if (/^(inbound-rtp|outbound-rtp|data-channel|transport)/.test(type))
            counts.set(name, (counts.get(name) ?? 0) + 1);
        },
      );
    return [...counts].map(([name, count]) => `${String(count)} ${name}`).sort();
  });
}

/** Of each stream of sound that comes in, how loud it was so far. */
export function readVoices(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(async () => {
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] };
    const voices: Record<string, number> = {};
    for (const connection of connectionsMade.filter(({ connectionState }) => connectionState !== 'closed'))
      (await connection.getStats()).forEach((entry: Record<string, unknown>) => {
        if (entry['type'] === 'inbound-rtp' && entry['kind'] === 'audio')
          voices[String(entry['ssrc'])] = Number(entry['totalAudioEnergy'] ?? 0);
      });
    return voices;
  });
}

/** Enough pictures that it is a film and not a first frame. */
const FRAMES = 10;

/** Waits until pictures go on being decoded. */
export async function expectPicture(page: Page): Promise<void> {
  const { framesDecoded } = await readMedia(page);
  await expect
    .poll(async () => (await readMedia(page)).framesDecoded, { message: 'pictures arrive' })
    .toBeGreaterThan(framesDecoded + FRAMES);
}

/** Waits until the call has one link: while a stalled machine makes up for it, an old and a new one may overlap. */
export async function expectOneLink(page: Page): Promise<void> {
  await expect.poll(async () => (await readMedia(page)).connections, { message: 'one link' }).toBe(1);
}

/** Waits until sound that can be heard goes on arriving. */
export async function expectSound(page: Page): Promise<void> {
  const { audioEnergyIn } = await readMedia(page);
  await expect
    .poll(async () => (await readMedia(page)).audioEnergyIn, { message: 'sound arrives' })
    .toBeGreaterThan(audioEnergyIn + 0.001);
}

/**
 * Waits until nothing more of what `count` counts arrives: two readings half a second apart are equal.
 * The pause is the measurement, not a wait for something to happen.
 */
export async function expectStill(page: Page, count: (media: MediaCounts) => number): Promise<void> {
  await expect
    .poll(
      async () => {
        const before = count(await readMedia(page));
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
        return count(await readMedia(page)) - before;
      },
      { message: 'nothing more arrives' },
    )
    .toBe(0);
}
