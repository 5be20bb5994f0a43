// Taking pictures apart and making them larger, in a page of the browser: Node has no canvas. Pictures are PNG in Base64.
import type { Browser } from '@playwright/test';
import { Buffer } from 'node:buffer';

export type Pixels = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };
type Part = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type Workbench = {
  pixels(png: string): Promise<Pixels>;
  /** Smoothly. */
  enlarged(png: string, times: number): Promise<Buffer>;
  /** `part` in shares of the picture; every pixel `times` as large. */
  cropped(png: string, part: Part, times: number): Promise<Buffer>;
  close(): Promise<void>;
};

const WHOLE: Part = { x: 0, y: 0, width: 1, height: 1 };

export async function openWorkbench(browser: Browser): Promise<Workbench> {
  const page = await browser.newPage();
  const redraw = (png: string, part: Part, times: number, isSmooth: boolean): Promise<string> =>
    page.evaluate(
      async ([text, { x, y, width, height }, scale, smooth]) => {
        const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const [left, top] = [Math.round(x * bitmap.width), Math.round(y * bitmap.height)];
        const [wide, high] = [Math.round(width * bitmap.width), Math.round(height * bitmap.height)];
        const canvas = document.createElement('canvas');
        Object.assign(canvas, { width: wide * scale, height: high * scale });
        const draw = canvas.getContext('2d');
        if (!draw) throw new Error('no canvas');
        Object.assign(draw, { imageSmoothingEnabled: smooth, imageSmoothingQuality: 'high' });
        draw.drawImage(bitmap, left, top, wide, high, 0, 0, canvas.width, canvas.height);
        return canvas.toDataURL('image/png').split(',')[1] ?? '';
      },
      [png, part, times, isSmooth] as const,
    );
  return {
    pixels: async (png) => {
      const { text, width, height } = await page.evaluate(async (source) => {
        const bytes = Uint8Array.from(atob(source), (sign) => sign.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const draw = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        if (!draw) throw new Error('no canvas');
        draw.drawImage(bitmap, 0, 0);
        const { data } = draw.getImageData(0, 0, bitmap.width, bitmap.height);
        let binary = '';
        for (let from = 0; from < data.length; from += 8192) {
          binary += String.fromCharCode(...data.subarray(from, from + 8192));
        }
        return { text: btoa(binary), width: bitmap.width, height: bitmap.height };
      }, png);
      return { data: new Uint8ClampedArray(Buffer.from(text, 'base64')), width, height };
    },
    enlarged: async (png, times) => Buffer.from(await redraw(png, WHOLE, times, true), 'base64'),
    cropped: async (png, part, times) => Buffer.from(await redraw(png, part, times, false), 'base64'),
    close: () => page.close(),
  };
}
