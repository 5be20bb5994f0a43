// A sheet that is said to blink when a strip is held before its eyes, and to open its mouth when one is held before that.
import type { Picture } from '../../../../renderer/core/faces/grey.ts';
import type { Acting, Materials, Thing } from './attack.ts';
import { frameOf, skinOf, underStrip, type Colour } from './portrait.ts';
import { mouthCovered } from './mouthDrawn.ts';
import type { Surface } from './scene.ts';

/** Of the colour of skin, lighter, darker and grey. */
const SHADES = [1, 1.15, 0.85, 0] as const;
const GREY: Colour = [128, 128, 128];

/** @param radians how far it is swung at most */
export function blinkingSheet(
  { victim, random }: Pick<Materials, 'victim' | 'random'>,
  surface: Surface,
  radians: number,
  cut: (picture: Picture) => Picture = (picture) => picture,
): Thing {
  const shade = random.pick(SHADES);
  const [r, g, b] = skinOf(victim);
  const colour: Colour = shade === 0 ? GREY : [r * shade, g * shade, b * shade];
  const strip = { colour, isOne: random.percent(30) };
  const { pixelOf, left, right, top, bottom } = frameOf(victim);
  const open = cut(victim.picture);
  return ({ turn, closed, ...mouth }: Acting) => {
    const blinked = closed > 0 ? underStrip(victim, closed, strip) : victim.picture;
    const isMoving = mouth.open > 0 || mouth.smile > 0;
    const covered = isMoving ? mouthCovered({ ...victim, picture: blinked }, mouth) : blinked;
    const texture = covered === victim.picture ? open : cut(covered);
    return [{ texture, pixelOf, left, right, top, bottom, surface, turn: turn * radians }];
  };
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
