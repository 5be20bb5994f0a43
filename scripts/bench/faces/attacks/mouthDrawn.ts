// What an attacker makes of the mouth of one picture: lips that are drawn apart, with more of the same between them; the same with a dark
// inside and teeth painted there; and strips that are held before the mouth of a sheet. Pure.
import type { Picture } from '../../../../renderer/core/faces/grey.ts';
import { eyeDistance } from '../../../../renderer/core/faces/liveness/headPose.ts';
import type { Point } from '../../../../renderer/core/faces/reading.ts';
import type { Acting } from './attack.ts';
import { lidsClosed, skinOf, type Colour, type Portrait } from './portrait.ts';

type MouthActing = Pick<Acting, 'open' | 'smile'>;

/** dlib's numbers: the corners of the mouth, and the lips that face each other in its middle. */
const [LEFT, RIGHT, UPPER, LOWER] = [48, 54, 62, 66] as const;
/** By the distance of the eyes: how far the lips part at most when the mouth is opened, and when it smiles. */
const OPENED = 0.42;
const SMILED = 0.16;
/** By half of the mouth: how far to either side the chin goes down with it. */
const CHIN = 1.7;
/** By the distance of the eyes: half of what is drawn apart, how far below the mouth all is at rest again, and how tall teeth are. */
const SEAM = 0.04;
const REST = 2;
const TEETH = 0.1;
const INSIDE: Colour = [46, 20, 20];

/** Lids and mouth, as far as they are acted. */
export function faceDrawn(
  portrait: Portrait,
  { closed, ...acting }: Omit<Acting, 'turn'>,
  isPainted: boolean,
): Picture {
  const picture = lidsClosed(portrait, closed);
  if (acting.open <= 0 && acting.smile <= 0) return picture;
  return mouthDrawn({ ...portrait, picture }, acting, isPainted);
}

function mouthDrawn(portrait: Portrait, { open, smile }: MouthActing, isPainted: boolean): Picture {
  const { picture, points } = portrait;
  const data = Uint8ClampedArray.from(picture.data);
  const distance = eyeDistance(points);
  const { middle, half } = mouthIn(points);
  const teeth = teethOf(portrait);
  const parted = distance * Math.max(open * OPENED, smile * SMILED);
  const seam = SEAM * distance;
  const rest = REST * distance;
  const tall = smile > 0 ? parted : Math.min(TEETH * distance, parted / 3);
  for (let x = Math.round(middle.x - half * CHIN); x <= middle.x + half * CHIN; x += 1) {
    const beside = Math.abs(x - middle.x) / half;
    const drawn = parted * (1 - (beside / CHIN) ** 2);
    const between = beside < 1 ? parted * Math.sqrt(1 - beside ** 2) : 0;
    for (let below = 0; below < rest && middle.y - seam + below < picture.height - 1; below += 1) {
      const y = Math.round(middle.y - seam + below);
      if (isPainted && below > seam && below < seam + between) {
        data.set(below - seam < tall ? teeth : INSIDE, (y * picture.width + x) * 4);
        continue;
      }
      const isSeam = below < 2 * seam + drawn;
      // Below the lips all goes down with them, the less the further it is.
      const from = isSeam ? (below * 2 * seam) / (2 * seam + drawn) : below - drawn * (1 - below / rest);
      copyRow(picture, data, x, middle.y - seam + Math.max(0, from), y);
    }
  }
  return { ...picture, data };
}

/** A strip before the mouth of a sheet: dark for an open one, light for teeth. It comes from below. */
export function mouthCovered(portrait: Portrait, { open, smile }: MouthActing): Picture {
  const { picture, points } = portrait;
  const data = Uint8ClampedArray.from(picture.data);
  const { middle, half } = mouthIn(points);
  const extent = Math.max(open, smile);
  const tall = half * (open > 0 ? 0.7 : 0.3) * extent;
  const colour = open > 0 ? INSIDE : teethOf(portrait);
  for (let y = Math.round(middle.y - tall); y <= middle.y + tall; y += 1) {
    for (let x = Math.round(middle.x - half * 0.8); x <= middle.x + half * 0.8; x += 1) {
      if (y >= 0 && y < picture.height) data.set(colour, (y * picture.width + x) * 4);
    }
  }
  return { ...picture, data };
}

/** A little lighter than the skin, and hardly red. */
function teethOf(portrait: Portrait): Colour {
  const [r, g, b] = skinOf(portrait);
  const light = Math.min(235, (0.35 * r + 0.5 * g + 0.15 * b) * 1.25 + 20);
  return [light, light * 0.97, light * 0.88];
}

function mouthIn(points: readonly Point[]): { readonly middle: Point; readonly half: number } {
  const at = (number: number): Point => points[number] ?? { x: 0, y: 0 };
  const [left, right, upper, lower] = [at(LEFT), at(RIGHT), at(UPPER), at(LOWER)];
  const middle = { x: (left.x + right.x) / 2, y: (upper.y + lower.y) / 2 };
  return { middle, half: 0.45 * Math.hypot(right.x - left.x, right.y - left.y) };
}

function copyRow({ data, width }: Picture, written: Uint8ClampedArray, x: number, from: number, to: number): void {
  const row = Math.floor(from);
  const part = from - row;
  for (let channel = 0; channel < 3; channel += 1) {
    const at = (row * width + x) * 4 + channel;
    written[(to * width + x) * 4 + channel] = (data[at] ?? 0) * (1 - part) + (data[at + width * 4] ?? 0) * part;
  }
}
