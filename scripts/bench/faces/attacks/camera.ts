// What a camera adds to what it sees: blur of movement and noise. Pure.
import type { Picture } from '../../../../renderer/core/faces/grey.ts';
import type { SeededRandom } from '../../../../signalling/testing/seededRandom.ts';

/** `blurPx`: how far it moved sideways while it was exposed; `noise`: the standard deviation. Changes the picture in place. */
export function expose(picture: Picture, blurPx: number, noise: number, random: SeededRandom): void {
  if (Math.round(blurPx) > 1) blurAcross(picture, Math.round(blurPx));
  const { data } = picture;
  // Three even ones are nearly normal; their sum has a standard deviation of a half.
  let state = random.between(1, 2 ** 31 - 1) >>> 0;
  const even = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  for (let at = 0; at < data.length; at += 4) {
    const grain = 2 * noise * (even() + even() + even());
    for (let channel = 0; channel < 3; channel += 1) data[at + channel] = (data[at + channel] ?? 0) + grain;
  }
}

function blurAcross({ data, width, height }: Picture, span: number): void {
  const row = new Float32Array(width);
  for (let y = 0; y < height; y += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const at = (x: number): number => (y * width + Math.max(0, Math.min(width - 1, x))) * 4 + channel;
      let sum = 0;
      for (let x = -span; x < 0; x += 1) sum += data[at(x + Math.floor(span / 2))] ?? 0;
      for (let x = 0; x < width; x += 1) {
        sum += (data[at(x + Math.floor(span / 2))] ?? 0) - (data[at(x + Math.floor(span / 2) - span)] ?? 0);
        row[x] = sum / span;
      }
      for (let x = 0; x < width; x += 1) data[at(x)] = row[x] ?? 0;
    }
  }
}
