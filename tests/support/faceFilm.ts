// A real person in front of the camera, from the films beside the repository, who can do what they are asked: their turns are
// cut from a film, their blink is made of their own lids, and their mouth is drawn open: nobody opens it in the film. Runs inside the page; knows nothing of our code but its words.
import type { Page } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(process.env['VISAVIS_FACES'] ?? '../shared/faces', 'clips');
const START_OF_JPEG = Buffer.from([0xff, 0xd8, 0xff]);

/** Why a test that needs the films does not run; undefined when they are there. */
export const filmsMissing = existsSync(FOLDER)
  ? undefined
  : `the films of faces are not at ${FOLDER}: see docs/IDENTITY.md`;

/** What the person in front of the camera does. */
export type Acting =
  /** What the page asks for. */
  | 'obeys'
  /** Sits and looks into the camera. */
  | 'sits'
  /** Does all there is to do, one after the other, whatever is asked. */
  | 'rehearsed'
  | 'leaves'
  /** Somebody else looks over their shoulder. */
  | 'isJoined'
  | 'sitsInTheDark'
  /** Somebody else holds up a photo of them: nearer and farther, turned to and fro, bent to and fro. */
  | 'isPhoto'
  | 'isTiltedPhoto'
  | 'isBentPhoto'
  /** One folded along the nose, which is swung, moved nearer and given lids of a strip of colour, as the page asks. */
  | 'isFoldedPhoto';

type FilmPage = { showFilm: (pictures: readonly string[]) => Promise<void> };
type Film = { readonly pictures: readonly string[]; readonly acting: Acting; readonly portrait: boolean };

export function picturesOf(film: string): readonly string[] {
  const bytes = readFileSync(join(FOLDER, `${film}.mjpeg`));
  const starts: number[] = [];
  for (let at = bytes.indexOf(START_OF_JPEG); at >= 0; at = bytes.indexOf(START_OF_JPEG, at + 3)) starts.push(at);
  return starts.map((start, index) => bytes.subarray(start, starts[index + 1] ?? bytes.length).toString('base64'));
}

/** The camera of this page shows the person of `genuine_turning_a`. Must run before the page's own scripts. */
export async function filmPerson(page: Page, acting: Acting, { portrait = false } = {}): Promise<void> {
  const pictures = picturesOf('genuine_turning_a').slice(0, 100);
  await page.addInitScript(actInPage, { pictures, acting, portrait });
}

/** The camera of this page shows a film, over and over. */
export async function filmOf(page: Page, film: string): Promise<void> {
  await playPictures(page, picturesOf(film));
}

/** `pictures`: base64 of any that the browser decodes. */
export async function playPictures(page: Page, pictures: readonly string[]): Promise<void> {
  await page.addInitScript(playInPage, pictures);
}

/** From now on the camera of a page that was made by `filmOf` or `playPictures` shows another film, from its beginning. */
export async function showFilm(page: Page, film: string): Promise<void> {
  await page.evaluate((pictures) => (globalThis as unknown as FilmPage).showFilm(pictures), picturesOf(film));
}

/** From now on the person does something else. */
export async function act(page: Page, acting: Acting): Promise<void> {
  await page.evaluate((next) => Object.assign(globalThis, { acting: next }), acting);
}

function playInPage(pictures: readonly string[]): void {
  const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await native(constraints);
    if (!constraints?.video) return stream;
    for (const track of stream.getVideoTracks()) stream.removeTrack(track);
    let bitmaps: readonly ImageBitmap[] = [];
    let at = 0;
    const showFilm = async (shown: readonly string[]): Promise<void> => {
      const before = bitmaps;
      bitmaps = await Promise.all(
        shown.map((picture) =>
          createImageBitmap(new Blob([Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))])),
        ),
      );
      at = 0;
      for (const bitmap of before) bitmap.close();
    };
    await showFilm(pictures);
    Object.assign(globalThis, { showFilm });
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const draw = canvas.getContext('2d');
    setInterval(() => {
      const bitmap = bitmaps[at % bitmaps.length];
      at += 1;
      if (bitmap) draw?.drawImage(bitmap, 0, 0, 640, 480);
    }, 40);
    for (const track of canvas.captureStream(25).getVideoTracks()) stream.addTrack(track);
    return stream;
  };
}

function actInPage({ pictures, acting, portrait }: Film): void {
  const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const page = globalThis as unknown as { acting: string };
  page.acting = acting;
  const PICTURE_MS = 80;
  /** Numbers of pictures of the film. */
  const FRONT = 40;
  const MOVES: Readonly<Record<string, readonly number[]>> = {
    left: [54, 56, 58, 60, 62, 64, 66, 68, 68, 68, 68, 68, 66, 64, 62, 60, 58, 56, 54],
    right: [76, 76, 78, 78, 80, 80, 82, 82, 84, 84, 84, 82, 82, 80, 80, 78, 78, 76, 76],
    blink: Array.from({ length: 16 }, () => FRONT),
    closer: Array.from({ length: 20 }, () => FRONT),
    open: Array.from({ length: 20 }, () => FRONT),
    smile: Array.from({ length: 20 }, () => FRONT),
  };
  /** Whoever is asked to blink does so on purpose, which takes a third of a second, and once more when nothing happens. */
  /** Between the halves of a photo that is folded, in radians: 50° less than flat. */
  const FOLD = 0.87;
  const CLOSED: readonly number[] = [0, 1, 2, 3, 9, 10, 11, 12];
  /** The eyes of the picture from the front: left, top, width, height. Lids are made of the skin below them. */
  const EYES = [
    [250, 156, 48, 18],
    [348, 161, 48, 18],
  ] as const;
  /** The mouth of the same picture: its middle, and half of its width and of the chin's that goes down with it. */
  const MOUTH = { x: 317, y: 273, half: 36, chin: 62, rest: 80 };
  /** How far the lips part, and of what is between them how much are teeth. */
  const PARTED: Readonly<Record<string, { readonly gap: number; readonly teeth: number }>> = {
    open: { gap: 38, teeth: 9 },
    smile: { gap: 16, teeth: 16 },
  };
  const WORDS: readonly (readonly [RegExp, string])[] = [
    [/to your left|vers votre gauche/, 'left'],
    [/to your right|vers votre droite/, 'right'],
    [/Blink|Clignez/, 'blink'],
    [/a little closer|un peu/, 'closer'],
    [/mouth wide|la bouche/, 'open'],
    [/your teeth|les dents/, 'smile'],
  ];

  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await native(constraints);
    if (!constraints?.video) return stream;
    for (const track of stream.getVideoTracks()) stream.removeTrack(track);
    const bitmaps = await Promise.all(
      pictures.map((picture) =>
        createImageBitmap(new Blob([Uint8Array.from(atob(picture), (sign) => sign.charCodeAt(0))])),
      ),
    );
    const canvas = Object.assign(
      document.createElement('canvas'),
      portrait ? { width: 480, height: 640 } : { width: 640, height: 480 },
    );
    const draw = canvas.getContext('2d');
    let move: { readonly name: string; readonly sinceMs: number } | undefined;
    let asked = '';
    /** When the last movement was done. */
    let doneAtMs = 0;
    let rehearsed = 0;

    const follow = (nowMs: number): void => {
      const words = document.querySelector('.challenge .words')?.textContent ?? '';
      const isNew = words !== asked;
      asked = words;
      if (move && nowMs - move.sinceMs > (MOVES[move.name]?.length ?? 0) * PICTURE_MS) {
        move = undefined;
        doneAtMs = nowMs;
      }
      // Whoever has done what they were asked, and is still asked, does it again.
      const isAskedStill = !move && nowMs - doneAtMs > 700;
      if (['obeys', 'isFoldedPhoto'].includes(page.acting) && (isNew || isAskedStill)) {
        const name = WORDS.find(([pattern]) => pattern.test(words))?.[1];
        // Nobody moves the moment that they are asked.
        if (name) move = { name, sinceMs: nowMs + 450 };
      }
      if (page.acting === 'rehearsed' && !move) {
        move = { name: Object.keys(MOVES)[rehearsed % Object.keys(MOVES).length] ?? 'left', sinceMs: nowMs + 600 };
        rehearsed += 1;
      }
    };

    /** How far through a movement of this name, from 0 to 1 and back; 0 outside of it. */
    const extentOf = (name: string, nowMs: number): number => {
      if (move?.name !== name || nowMs < move.sinceMs) return 0;
      return Math.sin(Math.PI * Math.min(1, (nowMs - move.sinceMs) / ((MOVES[name]?.length ?? 1) * PICTURE_MS)));
    };

    /** A sheet as a camera sees it: in strips, each as high as it is near. Angles in radians, lengths in half widths. */
    const drawSheet = (nowMs: number): void => {
      const bitmap = bitmaps[FRONT];
      if (!draw || !bitmap) return;
      const strips = 80;
      const swing = 0.8 * Math.sin(nowMs / 700);
      const isFolded = page.acting === 'isFoldedPhoto';
      const nearer = isFolded ? 1 + 0.45 * extentOf('closer', nowMs) : 1;
      const scale = page.acting === 'isPhoto' ? 1.1 + 0.3 * Math.sin(nowMs / 900) : nearer;
      const turn = 0.8 * (extentOf('right', nowMs) - extentOf('left', nowMs)) + 0.02 * Math.sin(nowMs / 310);
      const placeOf = (u: number): { x: number; depth: number } => {
        if (page.acting === 'isTiltedPhoto') return { x: u * Math.cos(swing), depth: 1 + 0.35 * u * Math.sin(swing) };
        if (page.acting === 'isPhoto') return { x: u, depth: 1 };
        if (isFolded) {
          const [along, behind] = [u * Math.cos(FOLD / 2), Math.abs(u) * Math.sin(FOLD / 2)];
          const depth = 1 + 0.25 * (behind * Math.cos(turn) - along * Math.sin(turn));
          return { x: along * Math.cos(turn) + behind * Math.sin(turn), depth };
        }
        const angle = u * 0.7 + swing;
        return { x: Math.sin(angle) - Math.sin(swing), depth: 1.4 - 0.4 * Math.cos(angle) };
      };
      draw.setTransform(1, 0, 0, 1, 0, 0);
      // What is behind first: a half that is turned away is hidden by the other.
      const depthOf = (strip: number): number => placeOf((2 * strip + 1) / strips - 1).depth;
      const order = Array.from({ length: strips }, (_none, strip) => strip).sort((a, b) => depthOf(b) - depthOf(a));
      for (const strip of order) {
        const from = placeOf((2 * strip) / strips - 1);
        const to = placeOf((2 * strip + 2) / strips - 1);
        const tall = (scale * bitmap.height) / from.depth;
        const left = canvas.width / 2 + ((from.x / from.depth) * scale * bitmap.width) / 2;
        const right = canvas.width / 2 + ((to.x / to.depth) * scale * bitmap.width) / 2;
        const cut = bitmap.width / strips;
        const top = canvas.height / 2 - 30 * scale - tall / 2 + 2 * Math.sin(nowMs / 150);
        if (right > left) draw.drawImage(bitmap, strip * cut, 0, cut, bitmap.height, left, top, right - left + 1, tall);
      }
      const step = move && nowMs >= move.sinceMs ? Math.floor((nowMs - move.sinceMs) / PICTURE_MS) : -1;
      if (!isFolded || move?.name !== 'blink' || !CLOSED.includes(step)) return;
      draw.fillStyle = '#b58a76';
      for (const [x, y, w, h] of EYES) {
        const { x: at, depth } = placeOf((2 * (x + w / 2)) / bitmap.width - 1);
        const top = canvas.height / 2 - 30 + (y - 4 - bitmap.height / 2) / depth;
        draw.fillRect(canvas.width / 2 + ((at / depth) * bitmap.width) / 2 - w / 2, top, w, h + 6);
      }
    };

    /** Lips that part by so much of what they do at most. */
    const drawMouth = (bitmap: ImageBitmap, name: string, extent: number): void => {
      const parted = PARTED[name];
      if (!draw || !parted || extent <= 0) return;
      const { x: middle, y: top, half, chin, rest } = MOUTH;
      const gap = parted.gap * extent;
      for (let x = -chin; x < chin; x += 4) {
        const drop = gap * (1 - (x / chin) ** 2);
        draw.drawImage(bitmap, middle + x, top, 4, rest, middle + x, top + drop, 4, rest - drop);
      }
      draw.save();
      draw.beginPath();
      draw.ellipse(middle, top + gap / 2, half, gap / 2, 0, 0, 2 * Math.PI);
      draw.clip();
      draw.fillStyle = 'rgb(52 24 24)';
      draw.fillRect(middle - half, top, 2 * half, gap);
      draw.fillStyle = 'rgb(224 218 204)';
      draw.fillRect(middle - half, top, 2 * half, parted.teeth * extent);
      draw.restore();
    };

    const paint = (): void => {
      if (!draw) return;
      const nowMs = performance.now();
      follow(nowMs);
      const step = move && nowMs >= move.sinceMs ? Math.floor((nowMs - move.sinceMs) / PICTURE_MS) : -1;
      const number = (step >= 0 && move ? MOVES[move.name]?.[step] : undefined) ?? FRONT;
      const bitmap = bitmaps[number];
      if (!bitmap) return;
      const { width, height } = canvas;
      draw.setTransform(1, 0, 0, 1, 0, 0);
      draw.fillStyle = '#cfd2d4';
      draw.fillRect(0, 0, width, height);
      if (page.acting === 'leaves') {
        draw.fillStyle = `rgb(${190 + (nowMs % 7)}, 196, 200)`;
        draw.fillRect(0, 0, width, height);
        return;
      }
      if (page.acting.endsWith('Photo')) {
        drawSheet(nowMs);
        return;
      }
      // A head is never quite still.
      const sway = { x: Math.sin(nowMs / 310) * 1.2, y: Math.cos(nowMs / 430) * 1.2 };
      const isClose = move?.name === 'closer' && step >= 0;
      const scale = (portrait ? 0.92 : 1) * (isClose ? 1 + 0.45 * Math.min(1, step / 5, (20 - step) / 5) : 1);
      const middle = { x: 322, y: 210 };
      draw.setTransform(
        scale,
        0,
        0,
        scale,
        width / 2 - middle.x * scale + sway.x,
        height / 2 - 30 - middle.y * scale + sway.y,
      );
      draw.drawImage(bitmap, 0, 0);
      if (move?.name === 'blink' && CLOSED.includes(step)) {
        for (const [x, y, w, h] of EYES) {
          draw.drawImage(bitmap, x, y + h, w, 8, x, y - 4, w, h + 6);
          draw.strokeStyle = 'rgb(60 40 35 / 90%)';
          draw.lineWidth = 2.5;
          draw.beginPath();
          draw.ellipse(x + w / 2, y + h - 9, w / 2 - 5, 4, 0, 0.1, Math.PI - 0.1);
          draw.stroke();
        }
      }
      if (move && step >= 0) drawMouth(bitmap, move.name, Math.max(0, Math.min(1, step / 4, (20 - step) / 4)));
      if (page.acting === 'isJoined') draw.drawImage(bitmap, 170, 40, 320, 340, 470, 40, 160, 170);
      if (page.acting === 'sitsInTheDark') {
        draw.setTransform(1, 0, 0, 1, 0, 0);
        draw.fillStyle = 'rgb(0 0 0 / 86%)';
        draw.fillRect(0, 0, width, height);
      }
    };
    // As often as the film changes: the encoder of more would take from a small machine what the engine needs.
    setInterval(paint, PICTURE_MS);
    paint();
    for (const track of canvas.captureStream(25).getVideoTracks()) stream.addTrack(track);
    return stream;
  };
}
