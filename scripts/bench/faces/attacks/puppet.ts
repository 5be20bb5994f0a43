// A head made of one picture: an ellipsoid with a nose that turns within the picture, its lids drawn down. No learned model.
import type { MakeThing } from './attack.ts';
import { radians } from './blinkingSheet.ts';
import { turnedHead } from './headSurface.ts';
import { faceDrawn } from './mouthDrawn.ts';
import { frameOf } from './portrait.ts';

export const puppet: MakeThing = puppetWith({ isPainted: false });
/** A dark inside and teeth are painted between its lips. */
export const puppetPainted: MakeThing = puppetWith({ isPainted: true });

function puppetWith({ isPainted }: { readonly isPainted: boolean }): MakeThing {
  return ({ victim, random }) => {
    const far = radians(random.between(30, 45));
    const size = random.between(80, 120) / 100;
    const { pixelOf, left, right, top, bottom } = frameOf(victim);
    return (acting) => [
      {
        texture: faceDrawn(victim, acting, isPainted),
        pixelOf,
        left,
        right,
        top,
        bottom,
        surface: turnedHead(victim, acting.turn * far, size),
        turn: 0,
      },
    ];
  };
}
