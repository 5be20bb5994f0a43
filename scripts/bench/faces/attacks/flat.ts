// A flat photo that is moved and swung.
import type { MakeThing } from './attack.ts';
import { blinkingSheet, radians } from './blinkingSheet.ts';

export const flat: MakeThing = (materials) =>
  blinkingSheet(materials, (x, y) => ({ x, y, z: 0 }), radians(materials.random.between(30, 55)));
