// A drawn screen instead of a real one: what is in it is known to the pixel. Runs inside the page, in place of getDisplayMedia.
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** What the test changes about the drawn surface. */
    surface: { width: number; height: number; isMoving: boolean; track: MediaStreamTrack | undefined };
    /** Each track that was handed to a connection, with what was found in every one of its pictures. */
    handedOver: { frames: number; redPixels: number; framesWithRed: number }[];
  }
}

/** Where the secret lies, as shares of the surface's width and height. Red, in stripes of many kinds, as fine as writing. */
export const SECRET = { x: 0.25, y: 0.25, width: 0.25, height: 0.25 } as const;

export const SURFACE_NAME = 'Budget – Calculator';

/** Must run before the page's own scripts. `isWatched` looks at every pixel that is handed over, which costs time. */
export async function drawSurface(page: Page, { isWatched = false } = {}): Promise<void> {
  await page.addInitScript(
    ([secret, name, watched]) => {
      const surface: Window['surface'] = { width: 1280, height: 720, isMoving: true, track: undefined };
      window.surface = surface;
      const canvas = document.createElement('canvas');
      const draw = canvas.getContext('2d');
      let turn = 0;
      const paint = (): void => {
        if (!draw) return;
        const { width, height } = surface;
        if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
        draw.fillStyle = '#1e8c3c';
        draw.fillRect(0, 0, width, height);
        for (let x = 0; x < secret.width * width; x += 4) {
          draw.fillStyle = `rgb(255, 0, ${(x * 37) % 64})`;
          draw.fillRect(secret.x * width + x, secret.y * height, 4, secret.height * height);
        }
        draw.fillStyle = '#fff';
        draw.fillRect((turn % 100) * 0.009 * width, height * 0.9, width * 0.05, height * 0.05);
      };
      setInterval(() => {
        if (!surface.isMoving) return;
        turn += 1;
        paint();
      }, 40);
      window.handedOver = [];
      const replace = Object.getOwnPropertyDescriptor(RTCRtpSender.prototype, 'replaceTrack')
        ?.value as RTCRtpSender['replaceTrack'];
      RTCRtpSender.prototype.replaceTrack = function (track) {
        if (track && watched) void watch(track);
        return replace.call(this, track);
      };
      /** Every picture of the track from its first on, before any encoder. */
      async function watch(track: MediaStreamTrack): Promise<void> {
        type Processor = new (init: { track: MediaStreamTrack; maxBufferSize: number }) => {
          readable: ReadableStream<VideoFrame>;
        };
        const { MediaStreamTrackProcessor } = window as unknown as { MediaStreamTrackProcessor: Processor };
        const found = { frames: 0, redPixels: 0, framesWithRed: 0 };
        window.handedOver.push(found);
        const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 100 }).readable.getReader();
        for (;;) {
          const { done, value: frame } = await reader.read();
          if (done) return;
          const looked = new OffscreenCanvas(frame.displayWidth, frame.displayHeight);
          const pixels = looked.getContext('2d', { willReadFrequently: true });
          pixels?.drawImage(frame, 0, 0);
          frame.close();
          const { data } = pixels?.getImageData(0, 0, looked.width, looked.height) ?? { data: [] };
          let red = 0;
          for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) > 150 && (data[at + 1] ?? 0) < 90) red += 1;
          found.frames += 1;
          found.redPixels += red;
          if (red > 0) found.framesWithRed += 1;
        }
      }

      navigator.mediaDevices.getDisplayMedia = () => {
        paint();
        const stream = canvas.captureStream(30);
        surface.track = stream.getVideoTracks()[0];
        if (surface.track) Object.defineProperty(surface.track, 'label', { value: name });
        return Promise.resolve(stream);
      };
    },
    [SECRET, SURFACE_NAME, isWatched] as const,
  );
}
