// Mouths that are drawn: skin, lips, and what is between them. By what appears, whatever the colour of the skin.
import { expect, it } from 'vitest';
import type { Picture } from '../grey.ts';
import type { Mouth, Point } from '../reading.ts';
import { LEAST_APPEARED, LEAST_TEETH, PARTED } from './mouth.ts';
import { MouthWatch } from './mouthWatch.ts';

type Colour = readonly [number, number, number];
const SIDE = 320;
const EYES = 80;
const SKINS: readonly {
  readonly name: string;
  readonly skin: Colour;
  readonly lips: Colour;
  readonly fullness: number;
}[] = [
  { name: 'light', skin: [225, 185, 165], lips: [190, 110, 105], fullness: 0.1 },
  { name: 'brown', skin: [150, 105, 80], lips: [135, 80, 75], fullness: 0.16 },
  { name: 'dark', skin: [75, 55, 45], lips: [80, 50, 48], fullness: 0.2 },
];
const INSIDE: Colour = [30, 14, 14];
const TEETH: Colour = [215, 208, 195];
const TONGUE: Colour = [150, 70, 75];

/** Points of a face whose lips are this far apart, by the distance of the eyes. */
function pointsOf(gap: number, fullness: number, yaw = 0): readonly Point[] {
  const middle = { x: SIDE / 2, y: SIDE * 0.4 };
  const place = (x: number, y: number): Point => ({ x: middle.x + x * EYES, y: middle.y + y * EYES });
  return Array.from({ length: 68 }, (_none, index) => {
    if (index >= 36 && index < 48) return place(index < 42 ? -0.5 : 0.5, 0);
    if (index === 30) return place(yaw, 0.6);
    if (index >= 31 && index < 36) return place(-0.2 + (index - 31) * 0.1, 0.75);
    if (index >= 48 && index < 60) return lip(place, (index - 48) / 12, { gap, half: gap / 2 + fullness });
    if (index >= 60) return lip(place, (index - 60) / 8, { gap, half: gap / 2 });
    return place(0, 1);
  });
}

/** Around the mouth, from the corner on the left over the upper lip: the lower one goes down. */
function lip(
  place: (x: number, y: number) => Point,
  along: number,
  { gap, half }: { gap: number; half: number },
): Point {
  const angle = Math.PI + along * 2 * Math.PI;
  return place(0.4 * Math.cos(angle), 1.25 + gap / 2 + half * Math.sin(angle));
}

/** `between`: of how far down between the lips, from 0 to 1. */
function drawn(
  points: readonly Point[],
  { skin, lips }: { skin: Colour; lips: Colour },
  between: (down: number) => Colour,
): Picture {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  const half = (top: number, bottom: number): number => ((points[bottom]?.y ?? 0) - (points[top]?.y ?? 0)) / 2;
  const [outer, inner] = [half(51, 57), half(62, 66)];
  const middle = { x: SIDE / 2, y: ((points[62]?.y ?? 0) + (points[66]?.y ?? 0)) / 2 };
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const across = ((x + 0.5 - middle.x) / (0.4 * EYES)) ** 2;
      const isWithin = (tall: number): boolean => across + ((y + 0.5 - middle.y) / Math.max(0.5, tall)) ** 2 < 1;
      const down = (y - middle.y + inner) / (2 * Math.max(1, inner));
      const colour = isWithin(inner) ? between(down) : isWithin(outer) ? lips : skin;
      // Grain, as of a sensor.
      const grain = ((x * 7 + y * 13) % 5) - 2;
      data.set(
        colour.map((value) => value + grain),
        (y * SIDE + x) * 4,
      );
    }
  }
  return { data, width: SIDE, height: SIDE };
}

const LIGHT = { brightness: 128, contrast: 80, noise: 2, around: 128, sharpness: 50 };

/** What is told of a mouth that was closed before. */
function shown(
  face: (typeof SKINS)[number],
  gap: number,
  between: (down: number) => Colour,
  yaw = 0,
): Mouth | undefined {
  const watch = new MouthWatch();
  const look = (points: readonly Point[], picture: Picture): Mouth | undefined => {
    const largest = { box: { x: 0, y: 0, width: 1, height: 1 }, score: 1, landmarks: points, light: LIGHT };
    const read = { ...largest, descriptor: undefined, openness: undefined };
    return watch.look(picture, { faces: [], brightness: 1, largest: read }, true).largest?.mouth;
  };
  const closed = pointsOf(0.06, face.fullness);
  look(closed, drawn(closed, face, seamOf(face)));
  const points = pointsOf(gap, face.fullness, yaw);
  return look(points, drawn(points, face, between));
}

/** Between closed lips it is darker. */
function seamOf({ lips: [r, g, b] }: { readonly lips: Colour }): (down: number) => Colour {
  return (down) => {
    const seam = 1 - 0.4 * Math.exp(-(((down - 0.5) / 0.3) ** 2));
    return [r * seam, g * seam, b * seam];
  };
}

const opened = (down: number): Colour => (down < 0.25 ? TEETH : down < 0.75 ? INSIDE : TONGUE);

it('[LIVE-19] what appears in an open mouth is seen on every skin, be it dark or teeth', () => {
  for (const face of SKINS) {
    const dark = shown(face, 0.35, opened);
    expect(dark?.parted, face.name).toBeGreaterThan(PARTED);
    expect(dark?.appeared, face.name).toBeGreaterThan(LEAST_APPEARED);
    const smile = shown(face, 0.12, () => TEETH);
    expect(smile?.teeth, face.name).toBeGreaterThan(LEAST_TEETH);
  }
});

it('[LIVE-19] lips that are drawn apart show nothing: what is between them is of their own colours', () => {
  for (const face of SKINS) {
    const stretched = shown(face, 0.35, seamOf(face));
    expect(stretched?.parted, face.name).toBeGreaterThan(PARTED);
    expect(stretched?.appeared, face.name).toBeLessThan(LEAST_APPEARED);
    expect(stretched?.teeth, face.name).toBeLessThan(LEAST_TEETH);
  }
});

it('[LIVE-19] a dark mouth is no smile, and of a head that is turned nothing is told', () => {
  for (const face of SKINS) {
    expect(shown(face, 0.3, () => INSIDE)?.teeth, face.name).toBeLessThan(LEAST_TEETH);
    expect(shown(face, 0.3, opened, 0.3), face.name).toBeUndefined();
  }
});
