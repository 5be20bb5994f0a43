// A photo that is folded on either side of the nose; the strip between the folds stays flat.
import type { MakeThing } from './attack.ts';
import { blinkingSheet, radians } from './blinkingSheet.ts';

export const foldedTwice: MakeThing = (materials) => {
  const { random } = materials;
  const angle = radians(random.between(20, 60));
  const fold = random.between(15, 55) / 100;
  const surface = (x: number, y: number): { x: number; y: number; z: number } => {
    const beyond = Math.max(0, Math.abs(x) - fold);
    return { x: Math.sign(x) * (Math.abs(x) - beyond + beyond * Math.cos(angle)), y, z: beyond * Math.sin(angle) };
  };
  return blinkingSheet(materials, surface, radians(random.between(35, 50)));
};
