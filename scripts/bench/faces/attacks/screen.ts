// A picture as a camera sees it on a tablet: bezel, moiré, glare, bands of its refresh, and a paler range. Pure.
import type { Picture } from '../../../../renderer/core/faces/grey.ts';
import type { SeededRandom } from '../../../../signalling/testing/seededRandom.ts';

export type OnScreen = (picture: Picture, atMs: number) => void;

const BEZEL_PX = 22;

export function createScreen(random: SeededRandom): OnScreen {
  const margin = random.between(4, 20);
  const [across, down] = [random.between(45, 130) / 100, random.between(45, 130) / 100];
  const [moire, bands, glare] = [random.between(1, 5) / 100, random.between(0, 5) / 100, random.between(0, 45)];
  const [glareX, glareY] = [random.between(100, 540), random.between(60, 420)];
  const rolling = random.between(3, 20) / 1000;
  return ({ data, width, height }, atMs) => {
    const sway = 1.5 * Math.sin(atMs / 420);
    for (let y = 0; y < height; y += 1) {
      const band = 1 + bands * Math.sin((y / height) * 9 - atMs * rolling);
      for (let x = 0; x < width; x += 1) {
        const at = (y * width + x) * 4;
        const edge = Math.min(x, y, width - 1 - x, height - 1 - y) + sway - margin;
        if (edge < BEZEL_PX) {
          if (edge >= 0) data.fill(22, at, at + 3);
          continue;
        }
        const spot = glare * Math.exp(-(((x - glareX) / 120) ** 2) - ((y - glareY) / 90) ** 2);
        const phase = across * x + down * y + sway * 2 + 0.0006 * (x - 320) * (y - 240);
        for (let channel = 0; channel < 3; channel += 1) {
          const ripple = 1 + moire * Math.sin(phase + channel * 2.1);
          data[at + channel] = (14 + 0.92 * (data[at + channel] ?? 0)) * ripple * band + spot;
        }
      }
    }
  };
}
