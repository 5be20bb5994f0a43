// How strong each frequency of a square is: a Fourier transform in two directions, in place. Pure.

/** `re`, `im`: rows of a square whose side is a power of two. */
export function transformSquare(re: Float64Array, im: Float64Array, side: number): void {
  const [r, i] = [new Float64Array(side), new Float64Array(side)];
  for (const [along, across] of [
    [1, side],
    [side, 1],
  ] as const) {
    for (let line = 0; line < side; line += 1) {
      for (let at = 0; at < side; at += 1) {
        r[at] = re[line * across + at * along] ?? 0;
        i[at] = im[line * across + at * along] ?? 0;
      }
      transform(r, i);
      for (let at = 0; at < side; at += 1) {
        re[line * across + at * along] = r[at] ?? 0;
        im[line * across + at * along] = i[at] ?? 0;
      }
    }
  }
}

/** After Cooley and Tukey (1965): by halves, from the smallest on. */
function transform(re: Float64Array, im: Float64Array): void {
  const length = re.length;
  reverseBits(re);
  reverseBits(im);
  for (let span = 2; span <= length; span *= 2) {
    for (let step = 0; step < span / 2; step += 1) {
      const angle = (-2 * Math.PI * step) / span;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      for (let one = step; one < length; one += span) {
        const other = one + span / 2;
        const [x, y] = [re[other] ?? 0, im[other] ?? 0];
        const [turnedX, turnedY] = [x * cos - y * sin, x * sin + y * cos];
        re[other] = (re[one] ?? 0) - turnedX;
        im[other] = (im[one] ?? 0) - turnedY;
        re[one] = (re[one] ?? 0) + turnedX;
        im[one] = (im[one] ?? 0) + turnedY;
      }
    }
  }
}

/** Each value goes where the bits of its place lead, read from behind. */
function reverseBits(values: Float64Array): void {
  const bits = Math.log2(values.length);
  const before = values.slice();
  for (let at = 0; at < before.length; at += 1) {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit += 1) reversed = reversed * 2 + (Math.floor(at / 2 ** bit) % 2);
    values[reversed] = before[at] ?? 0;
  }
}
