// The shape of a head without any learned model: an ellipsoid with a nose. Pure.
import { frameOf, type Portrait } from './portrait.ts';
import type { Surface } from './scene.ts';

const NOSE_TIP = 30;
const CHIN = 8;
const HALF_WIDTH = 1.15;
const DEEP = 1.15;
/** From the square of the ellipse's radius, 1, to this one what is around a head is stretched. */
const STRETCHED = 2.2;
const NOSE = { height: 0.42, half: 0.19, below: 0.22, root: 0.05 } as const;

/** `size`: of the nose, by the usual one. */
export function headSurface(portrait: Portrait, size = 1): Surface {
  const { placeOf } = frameOf(portrait);
  const tip = placeOf(portrait.points[NOSE_TIP] ?? { x: 0, y: 0 });
  const { middle, half } = extentOf(portrait);
  return (x, y) => {
    const inside = Math.max(0, 1 - (x / HALF_WIDTH) ** 2 - ((y - middle) / half) ** 2);
    return { x, y, z: -DEEP * Math.sqrt(inside) - size * noseAt(x - tip.x, y, tip.y) };
  };
}

function noseAt(x: number, y: number, tip: number): number {
  const { height, half, below, root } = NOSE;
  const along = y <= tip ? (y - root) / (tip - root) : 1 - (y - tip) / below;
  if (along <= 0) return 0;
  return height * Math.min(1, along) ** 1.2 * Math.exp(-((x / half) ** 2));
}

/** A picture whose head turns while what is around it stays: between them it is stretched. */
export function turnedHead(portrait: Portrait, radians: number, size = 1): Surface {
  const head = headSurface(portrait, size);
  const { middle, half } = extentOf(portrait);
  return (x, y) => {
    const beyond = (x / HALF_WIDTH) ** 2 + ((y - middle) / half) ** 2;
    const angle = radians * Math.max(0, Math.min(1, (STRETCHED - beyond) / (STRETCHED - 1)));
    const { z } = head(x, y);
    return { x: x * Math.cos(angle) - z * Math.sin(angle), y, z: x * Math.sin(angle) + z * Math.cos(angle) };
  };
}

function extentOf({ points, ...portrait }: Portrait): { readonly middle: number; readonly half: number } {
  const chin = frameOf({ points, ...portrait }).placeOf(points[CHIN] ?? { x: 0, y: 0 }).y;
  return { middle: chin * 0.3, half: chin * 0.7 + 0.15 };
}
