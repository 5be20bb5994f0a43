// Pictures of one film that are shown as they are, one after the other: a person who does what they are asked, and three stills that are
// meant to look like one. Lids and mouths are drawn in both: no film at hand has them.
import type { Materials, Thing } from './attack.ts';
import { faceDrawn } from './mouthDrawn.ts';
import { frameOf, type Portrait } from './portrait.ts';
import { puppet } from './puppet.ts';
import type { Layer } from './scene.ts';

/** A head that turns, picture by picture, from a little to as far as it goes. */
export type Film = {
  readonly front: Portrait;
  readonly left: readonly Portrait[];
  readonly right: readonly Portrait[];
};

/** A person who is there, as far as a film can do what it is told. */
export function person({ front, left, right }: Film): Thing {
  return ({ turn, ...acting }) => {
    const pictures = [front, ...(turn > 0 ? left : right)];
    const shown = pictures[Math.round(Math.abs(turn) * (pictures.length - 1))] ?? front;
    return [stillOf(front, shown === front ? faceDrawn(front, acting, true) : shown.picture)];
  };
}

/** The front is turned as a puppet is, until a picture of the side takes its place. */
export function puppetOfThree(
  { front, left, right }: Film,
  { random }: Pick<Materials, 'random'>,
  make = puppet,
): Thing {
  const made = make({ victim: front, holder: front, random });
  return (acting) => {
    const side = acting.turn > 0 ? left.at(-1) : right.at(-1);
    return Math.abs(acting.turn) < 0.6 || !side ? made(acting) : [stillOf(front, side.picture)];
  };
}

/** Where the camera of the film stood: by the front. */
function stillOf(front: Portrait, texture: Layer['texture']): Layer {
  const { pixelOf, left, right, top, bottom } = frameOf(front);
  return { texture, pixelOf, left, right, top, bottom, surface: (x, y) => ({ x, y, z: 0 }), turn: 0 };
}
