// A screen of 1920 × 1080 on which the same pages are shown, for the agent to share: drawn in the agent's page, sent over the
// product's own line. Knows the share menu; not what is measured.
import { expect, type Page } from '@playwright/test';
import type { TwoPages } from '../media/openPages.ts';
import type { PagePicture } from './pagePictures.ts';

export const SCREEN = { width: 1920, height: 1080 } as const;
/** As browsers repeat the picture of a screen on which nothing moves. */
const REST_MS = 1000;
const START_LIMIT_MS = 30_000;
type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
/** The first picture that shows a page, and later ones. */
export type SeenFrame = {
  readonly page: number;
  readonly atMs: number;
  readonly width: number;
  readonly height: number;
};

declare global {
  interface Window {
    benchScreen: {
      /** Returns the moment of it, epoch milliseconds. */
      show(page: number): number;
      /** The mouse at a share of the page; drawing leaves a line. */
      point(x: number, y: number, isDrawing: boolean): void;
    };
    benchFrames: SeenFrame[];
    /** Pictures to keep: the page, and the number of pictures after its first. */
    benchKeep: { page: number; kept: { atMs: number; png: string }[] } | undefined;
  }
}

/** Where a page lies on the screen. */
export function areaOf({ width, height }: PagePicture): Area {
  return { x: Math.floor((SCREEN.width - width) / 2), y: Math.floor((SCREEN.height - height) / 2), width, height };
}

/** The agent shares it; resolves when the customer sees page 1. */
export async function shareScreen(pages: TwoPages, pictures: readonly PagePicture[]): Promise<void> {
  const { agent, customer } = pages;
  const [first] = pictures;
  if (!first) throw new Error('there is nothing to show');
  await prepareScreen(agent.page, pictures, areaOf(first));
  await agent.button('Share').click();
  await agent.page.getByRole('menuitem', { name: 'Screen or window' }).click();
  const video = customer.page.getByLabel('Shared screen', { exact: true });
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth), { timeout: START_LIMIT_MS })
    .toBe(SCREEN.width);
  await watchFrames(customer.page, areaOf(first));
}

async function prepareScreen(page: Page, pictures: readonly PagePicture[], area: Area): Promise<void> {
  await page.evaluate(
    async ([pngs, place, { width, height }, restMs]) => {
      const decode = (text: string): Promise<ImageBitmap> =>
        createImageBitmap(new Blob([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))], { type: 'image/png' }));
      const shown = await Promise.all(pngs.map(decode));
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width, height });
      const draw = canvas.getContext('2d');
      if (!draw) throw new Error('no canvas');
      let page = 1;
      let lines: (readonly [number, number])[] = [];
      let mouse: readonly [number, number] | undefined;
      const paint = (): void => {
        draw.fillStyle = '#2a363c';
        draw.fillRect(0, 0, width, height);
        const picture = shown[page - 1];
        if (picture) draw.drawImage(picture, place.x, place.y);
        draw.fillStyle = '#0072b2';
        for (const [x, y] of lines) draw.fillRect(x - 2, y - 2, 4, 4);
        draw.fillStyle = '#111111';
        if (mouse) draw.fillRect(mouse[0], mouse[1], 10, 16);
      };
      paint();
      window.benchScreen = {
        show: (next) => {
          page = next;
          lines = [];
          paint();
          return performance.timeOrigin + performance.now();
        },
        point: (x, y, isDrawing) => {
          mouse = [place.x + x * place.width, place.y + y * place.height];
          if (isDrawing) lines.push(mouse);
          paint();
        },
      };
      // A capture that rests is repeated now and then; a canvas gives nothing by itself, not even its first picture.
      setInterval(paint, restMs);
      navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(canvas.captureStream(30));
    },
    [pictures.map(({ png }) => png), area, SCREEN, REST_MS] as const,
  );
}

/** From now on the customer's page notes each picture and what page it shows, and keeps those it is asked to. */
async function watchFrames(page: Page, area: Area): Promise<void> {
  await page.getByLabel('Shared screen', { exact: true }).evaluate((element, place) => {
    const video = element as HTMLVideoElement;
    window.benchFrames = [];
    const keep = (atMs: number): void => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: place.width, height: place.height });
      canvas.getContext('2d')?.drawImage(video, -place.x, -place.y);
      window.benchKeep?.kept.push({ atMs, png: canvas.toDataURL('image/png').split(',')[1] ?? '' });
    };
    const next = (): void => {
      const atMs = performance.timeOrigin + performance.now();
      const shows = window.benchRead(video, place);
      window.benchFrames.push({ page: shows, atMs, width: video.videoWidth, height: video.videoHeight });
      if (window.benchKeep?.page === shows && window.benchKeep.kept.length < 1) keep(atMs);
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  }, area);
}

/** What the customer sees of the page now. */
export function frameNow({ customer }: TwoPages, area: Area): Promise<string> {
  return customer.page.getByLabel('Shared screen', { exact: true }).evaluate((element, place) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: place.width, height: place.height });
    canvas.getContext('2d')?.drawImage(element as HTMLVideoElement, -place.x, -place.y);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  }, area);
}
