// A microphone that is there and never gives a sound. Making sound, cleaning, coding, carrying and playing it takes a third of the
// processor time of a call. Runs inside the page; knows nothing of our code.
import type { Page } from '@playwright/test';

/** Not in TypeScript's library, as Chromium alone has it for sound. */
type SilentTrack = new (options: { kind: 'audio' }) => MediaStreamTrack;

/** Must run before the page's own scripts. The device is opened as ever, is told by its track, and is let go of at once. */
export async function quietMicrophone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { MediaStreamTrackGenerator } = globalThis as unknown as { MediaStreamTrackGenerator?: SilentTrack };
    // Not a secure page, or another browser.
    const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    if (!MediaStreamTrackGenerator || !devices) return;
    const native = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await native(constraints);
      for (const heard of stream.getAudioTracks()) {
        const settings = heard.getSettings();
        const quiet = new MediaStreamTrackGenerator({ kind: 'audio' });
        Object.defineProperties(quiet, { label: { value: heard.label }, getSettings: { value: () => settings } });
        stream.removeTrack(heard);
        heard.stop();
        stream.addTrack(quiet);
      }
      return stream;
    };
  });
}
