// A photo that is folded along the nose and has holes for the eyes of whoever stands behind it.
import type { MakeThing } from './attack.ts';
import { blinkingSheet, radians } from './blinkingSheet.ts';
import { headSurface } from './headSurface.ts';
import { frameOf, lidsClosed, withHoles } from './portrait.ts';

export const eyesCutOut: MakeThing = (materials) => {
  const { victim, holder, random } = materials;
  const half = radians(random.between(20, 60)) / 2;
  const swing = radians(random.between(35, 50));
  const fold = (x: number, y: number): { x: number; y: number; z: number } => ({
    x: x * Math.cos(half),
    y,
    z: Math.abs(x) * Math.sin(half),
  });
  const sheet = blinkingSheet(materials, fold, swing, (picture) =>
    withHoles(victim, picture, ({ x, y }) => ((Math.abs(x) - 0.5) / 0.27) ** 2 + (y / 0.13) ** 2 < 1),
  );
  const head = headSurface(holder, 0);
  const behind = (x: number, y: number): { x: number; y: number; z: number } => ({ x, y, z: head(x, y).z + 1.45 });
  const { pixelOf, left, right, top, bottom } = frameOf(holder);
  return ({ closed, ...acting }) => [
    ...sheet({ ...acting, closed: 0 }),
    {
      texture: lidsClosed(holder, closed),
      pixelOf,
      left,
      right,
      top,
      bottom,
      surface: behind,
      turn: acting.turn * swing,
    },
  ];
};
