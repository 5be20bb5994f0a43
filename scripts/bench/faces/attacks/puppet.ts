// A head made of one picture: an ellipsoid with a nose that turns within the picture, its lids drawn down. No learned model.
import type { MakeThing } from './attack.ts';
import { radians } from './blinkingSheet.ts';
import { turnedHead } from './headSurface.ts';
import { frameOf, lidsClosed } from './portrait.ts';

export const puppet: MakeThing = ({ victim, random }) => {
  const far = radians(random.between(30, 45));
  const size = random.between(80, 120) / 100;
  const { pixelOf, left, right, top, bottom } = frameOf(victim);
  return ({ turn, closed }) => [
    {
      texture: lidsClosed(victim, closed),
      pixelOf,
      left,
      right,
      top,
      bottom,
      surface: turnedHead(victim, turn * far, size),
      turn: 0,
    },
  ];
};
