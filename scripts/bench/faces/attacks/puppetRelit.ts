// A puppet of one picture on which the light is painted anew as it turns, as if it came from one side and from above.
import type { Picture } from '../../../../renderer/core/faces/grey.ts';
import type { MakeThing } from './attack.ts';
import { radians } from './blinkingSheet.ts';
import { headSurface, turnedHead } from './headSurface.ts';
import { faceDrawn } from './mouthDrawn.ts';
import { frameOf, type Portrait } from './portrait.ts';
import type { Place, Surface } from './scene.ts';

/** Towards the light, of length one; what is left in the shade. */
const LIGHT: Place = { x: 0.6, y: -0.35, z: -0.72 };
const AMBIENT = 0.45;
const STEP = 0.02;

export const puppetRelit: MakeThing = relitWith({ isPainted: false });
export const puppetRelitPainted: MakeThing = relitWith({ isPainted: true });

function relitWith({ isPainted }: { readonly isPainted: boolean }): MakeThing {
  return ({ victim, random }) => {
    const far = radians(random.between(30, 45));
    const size = random.between(80, 120) / 100;
    const side = random.pick([-1, 1]);
    const head = headSurface(victim, size);
    const { pixelOf, left, right, top, bottom } = frameOf(victim);
    return (acting) => {
      const turn = acting.turn * far;
      const texture = relit(victim, faceDrawn(victim, acting, isPainted), head, { turn, side });
      const surface = turnedHead(victim, turn, size);
      return [{ texture, pixelOf, left, right, top, bottom, surface, turn: 0 }];
    };
  };
}

function relit(
  portrait: Portrait,
  picture: Picture,
  head: Surface,
  { turn, side }: { turn: number; side: number },
): Picture {
  const { placeOf } = frameOf(portrait);
  const data = Uint8ClampedArray.from(picture.data);
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const spot = placeOf({ x, y });
      if (Math.abs(spot.x) > 1.2 || spot.y < -1.2 || spot.y > 2) continue;
      const upright = normalAt(head, spot.x, spot.y);
      const change = litFrom(turned(upright, turn), side) / litFrom(upright, side);
      const at = (y * picture.width + x) * 4;
      for (let channel = 0; channel < 3; channel += 1) data[at + channel] = (data[at + channel] ?? 0) * change;
    }
  }
  return { ...picture, data };
}

/** Out of the head, of length one. */
function normalAt(head: Surface, x: number, y: number): Place {
  const across = (head(x + STEP, y).z - head(x - STEP, y).z) / (2 * STEP);
  const down = (head(x, y + STEP).z - head(x, y - STEP).z) / (2 * STEP);
  const length = Math.hypot(across, down, 1);
  return { x: across / length, y: down / length, z: -1 / length };
}

function turned({ x, y, z }: Place, angle: number): Place {
  return { x: x * Math.cos(angle) - z * Math.sin(angle), y, z: x * Math.sin(angle) + z * Math.cos(angle) };
}

function litFrom({ x, y, z }: Place, side: number): number {
  return AMBIENT + (1 - AMBIENT) * Math.max(0, side * x * LIGHT.x + y * LIGHT.y + z * LIGHT.z);
}
