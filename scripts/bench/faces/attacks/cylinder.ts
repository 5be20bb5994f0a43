// A photo that is bent about an upright cylinder.
import type { MakeThing } from './attack.ts';
import { blinkingSheet, radians } from './blinkingSheet.ts';
import type { Surface } from './scene.ts';

export const cylinder: MakeThing = (materials) =>
  blinkingSheet(materials, bentBy(materials.random.between(11, 25) / 10), radians(materials.random.between(35, 50)));

/** `radius`: in distances of the eyes. */
export function bentBy(radius: number): Surface {
  return (x, y) => {
    const angle = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, x / radius));
    return { x: radius * Math.sin(angle), y, z: radius * (1 - Math.cos(angle)) };
  };
}
