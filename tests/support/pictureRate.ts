// How large the pictures are that a page gets, how many a second, and how well the sound goes with them. Knows getStats; nothing of our code.
import type { Page } from '@playwright/test';

export type PictureRate = { readonly width: number; readonly height: number; readonly perSecond: number };

/** Over so long: a machine that does something else for a moment counts little. */
const LOOK_MS = 4_000;

/** Of the largest picture that comes in; undefined: none comes. */
export function pictureRate(page: Page): Promise<PictureRate | undefined> {
  return page.evaluate(async (lookMs) => {
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] };
    type Inbound = { id: string; frameWidth?: number; frameHeight?: number; framesDecoded: number; kind: string };
    const read = async (): Promise<Inbound[]> => {
      const open = connectionsMade.filter((connection) => connection.connectionState !== 'closed');
      const reports = await Promise.all(open.map((connection) => connection.getStats()));
      return reports
        .flatMap((report) => [...report.values()] as ({ type: string } & Inbound)[])
        .filter(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
    };
    const before = await read();
    const fromMs = performance.now();
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    const after = await read();
    const seconds = (performance.now() - fromMs) / 1_000;
    const came = after.flatMap(({ id, frameWidth = 0, frameHeight = 0, framesDecoded }) => {
      const known = before.find((one) => one.id === id);
      const frames = framesDecoded - (known?.framesDecoded ?? 0);
      return frames > 0 ? [{ width: frameWidth, height: frameHeight, perSecond: frames / seconds }] : [];
    });
    return came.toSorted((a, b) => b.width - a.width)[0];
  }, LOOK_MS);
}

/**
 * How far apart in milliseconds what is heard and what is seen at this moment left the other side, as the browser knows it from their
 * sender reports; undefined: not yet.
 */
export function soundAndPictureApartMs(page: Page): Promise<number | undefined> {
  return page.evaluate(async () => {
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] };
    const open = connectionsMade.filter(({ connectionState }) => connectionState === 'connected');
    const reports = await Promise.all(open.map((connection) => connection.getStats()));
    const playedOf = (kind: string): number | undefined =>
      reports
        .flatMap(
          (report) => [...report.values()] as { type: string; kind: string; estimatedPlayoutTimestamp?: number }[],
        )
        .find((one) => one.type === 'inbound-rtp' && one.kind === kind && one.estimatedPlayoutTimestamp !== undefined)
        ?.estimatedPlayoutTimestamp;
    const [sound, picture] = [playedOf('audio'), playedOf('video')];
    return sound === undefined || picture === undefined ? undefined : Math.abs(sound - picture);
  });
}
