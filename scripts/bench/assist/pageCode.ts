// The number of a page in black and white cells, which a page's picture is recognised by. Pure: knows no canvas.

/** Where the cells lie: the band's place on an A4 page, as shares of its width and height. */
export const CODE_BAND = { x: 0.1, y: 0.015, width: 0.6, height: 0.015 } as const;
/** Two to know black from white by, eight for the number, one for parity. */
export const CODE_CELLS = 11;

/** True is black. `page` is 1 to 255. */
export function cellsOf(page: number): boolean[] {
  const bits = Array.from({ length: 8 }, (_none, place) => ((page >> (7 - place)) & 1) === 1);
  return [true, false, ...bits, bits.filter(Boolean).length % 2 === 1];
}

/** @returns the page; undefined for brightnesses (0 to 255, one a cell) that no page has */
export function pageOfCells(brightness: readonly number[]): number | undefined {
  const [black = 255, white = 0, ...rest] = brightness;
  if (white - black < 90) return undefined;
  const bits = rest.map((value) => value < (black + white) / 2);
  const number = bits.slice(0, 8).reduce((sum, bit) => 2 * sum + Number(bit), 0);
  const isWhole = (bits.slice(0, 8).filter(Boolean).length % 2 === 1) === bits[8];
  return isWhole && number > 0 ? number : undefined;
}
