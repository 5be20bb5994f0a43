// A drawn person instead of a camera, for pictures that show nobody real. Runs inside the page.
import type { Page } from '@playwright/test';

export type Drawing = {
  readonly background: string;
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
};

/** Must run before the page's own scripts. Sound still comes from the browser's made-up microphone. */
export async function drawCamera(page: Page, drawing: Drawing): Promise<void> {
  await page.addInitScript((look) => {
    const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await native(constraints);
      if (!constraints?.video) return stream;
      for (const track of stream.getVideoTracks()) {
        stream.removeTrack(track);
        track.stop();
      }
      /** Enough to be alive: painting, coding and showing 25 a second took most of a small machine. */
      const PICTURE_MS = 200;
      const canvas = document.createElement('canvas');
      canvas.width = 1280;
      canvas.height = 720;
      const draw = canvas.getContext('2d');
      const paint = (): void => {
        if (!draw) return;
        const sway = Math.sin(performance.now() / 900) * 6;
        const wall = draw.createLinearGradient(0, 0, 1280, 720);
        wall.addColorStop(0, look.background);
        wall.addColorStop(1, '#20302f');
        draw.fillStyle = wall;
        draw.fillRect(0, 0, 1280, 720);
        const oval = (colour: string, x: number, y: number, width: number, height: number): void => {
          draw.fillStyle = colour;
          draw.beginPath();
          draw.ellipse(x + sway, y, width, height, 0, 0, Math.PI * 2);
          draw.fill();
        };
        oval(look.hair, 640, 290, 158, 178);
        oval(look.shirt, 640, 760, 330, 230);
        oval(look.skin, 640, 520, 62, 90);
        oval(look.skin, 640, 330, 126, 158);
        oval(look.hair, 640, 205, 128, 66);
        oval('#2a2320', 592, 330, 10, 13);
        oval('#2a2320', 688, 330, 10, 13);
        draw.strokeStyle = '#8a4b3f';
        draw.lineWidth = 8;
        draw.lineCap = 'round';
        draw.beginPath();
        draw.arc(640 + sway, 385, 42, 0.25, Math.PI - 0.25);
        draw.stroke();
      };
      setInterval(paint, PICTURE_MS);
      paint();
      for (const track of canvas.captureStream(1000 / PICTURE_MS).getVideoTracks()) stream.addTrack(track);
      return stream;
    };
  }, drawing);
}

export const CUSTOMER_LOOK: Drawing = { background: '#9db8b1', skin: '#d9a888', hair: '#3c2a22', shirt: '#c6763f' };
export const AGENT_LOOK: Drawing = { background: '#b9a98c', skin: '#8d5b41', hair: '#1d1715', shirt: '#0f766e' };
