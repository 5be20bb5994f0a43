// A photo worn as a mask, bent about the face, the holder's own nose through a hole.
import type { MakeThing } from './attack.ts';
import { blinkingSheet, radians } from './blinkingSheet.ts';
import { bentBy } from './cylinder.ts';
import { headSurface } from './headSurface.ts';
import { frameOf, withHoles } from './portrait.ts';

const NOSE_TIP = 30;

export const noseCutOut: MakeThing = (materials) => {
  const { victim, holder, random } = materials;
  const swing = radians(random.between(30, 45));
  const tip = frameOf(victim).placeOf(victim.points[NOSE_TIP] ?? { x: 0, y: 0 });
  const sheet = blinkingSheet(materials, bentBy(random.between(14, 22) / 10), swing, (picture) =>
    withHoles(victim, picture, ({ x, y }) => {
      const half = 0.06 + 0.2 * ((y - 0.15) / (tip.y - 0.15));
      return y > 0.15 && y < tip.y + 0.16 && Math.abs(x - tip.x) < half;
    }),
  );
  const head = headSurface(holder);
  // The face lies against the paper, and only the nose stands out of it.
  const behind = (x: number, y: number): { x: number; y: number; z: number } => ({ x, y, z: head(x, y).z + 1.3 });
  const { pixelOf, left, right, top, bottom } = frameOf(holder);
  return (acting) => [
    ...sheet(acting),
    { texture: holder.picture, pixelOf, left, right, top, bottom, surface: behind, turn: acting.turn * swing },
  ];
};
