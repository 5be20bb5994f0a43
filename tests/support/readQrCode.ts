// A QR code as a camera would see it: the squares really drawn on the screen, and what they ought to be for a text.
import type { Locator } from '@playwright/test';
import { encode } from 'uqr';

/** Rows of dark (#) and light (.) squares, with the quiet zone. */
export function expectedSquares(text: string): string[] {
  const { data } = encode(text, { ecc: 'M', border: 4 });
  return data.map((row) => row.map((dark) => (dark ? '#' : '.')).join(''));
}

/** Looks at the middle of each of `size` × `size` squares of a picture of the element. */
export async function drawnSquares(code: Locator, size: number): Promise<string[]> {
  const picture = (await code.screenshot()).toString('base64');
  return code.page().evaluate(
    async ({ address, count }) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const isDark = (x: number, y: number): boolean => (data[4 * (y * image.width + x)] ?? 255) < 128;
      const middle = (index: number, length: number): number => Math.floor(((index + 0.5) * length) / count);
      return Array.from({ length: count }, (_row, y) =>
        Array.from({ length: count }, (_column, x) =>
          isDark(middle(x, image.width), middle(y, image.height)) ? '#' : '.',
        ).join(''),
      );
    },
    { address: `data:image/png;base64,${picture}`, count: size },
  );
}
