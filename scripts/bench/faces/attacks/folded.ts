// A photo that is folded once along the nose, the fold towards the camera.
import type { MakeThing } from './attack.ts';
import { blinkingSheet, radians } from './blinkingSheet.ts';

export const folded: MakeThing = (materials) => {
  const half = radians(materials.random.between(20, 60)) / 2;
  const surface = (x: number, y: number): { x: number; y: number; z: number } => ({
    x: x * Math.cos(half),
    y,
    z: Math.abs(x) * Math.sin(half),
  });
  return blinkingSheet(materials, surface, radians(materials.random.between(35, 50)));
};
