// Pulls a device out and plugs it in again, as far as a page can tell. The tracks and the other devices stay real.
import type { Page } from '@playwright/test';

/** Must run before the page's own scripts. */
export async function makeUnpluggable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const gone = new Set<string>();
    const tracks = new Set<MediaStreamTrack>();
    const devices = navigator.mediaDevices;
    const enumerate = devices.enumerateDevices.bind(devices);
    const getUserMedia = devices.getUserMedia.bind(devices);
    devices.enumerateDevices = async () => (await enumerate()).filter((device) => !gone.has(device.deviceId));
    devices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      for (const track of stream.getTracks()) tracks.add(track);
      return stream;
    };
    Object.assign(window, {
      unplug: (kind: 'audio' | 'video') => {
        for (const track of tracks) {
          if (track.kind !== kind || track.readyState !== 'live') continue;
          gone.add(track.getSettings().deviceId ?? '');
          track.stop();
          track.dispatchEvent(new Event('ended'));
        }
        devices.dispatchEvent(new Event('devicechange'));
      },
    });
  });
}

export async function unplug(page: Page, kind: 'audio' | 'video'): Promise<void> {
  await page.evaluate((name) => (window as unknown as { unplug: (kind: string) => void }).unplug(name), kind);
}
