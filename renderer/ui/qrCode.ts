// A text as a QR code (ISO/IEC 18004): its dark squares, as one path to be drawn.
import { encode } from 'uqr';

/** In modules. The standard asks for four on each side: without them readers do not find the code. */
const QUIET_ZONE = 4;

export type QrCode = {
  /** Width and height with the quiet zone, in modules. */
  size: number;
  /** SVG path data, one module to the unit. */
  path: string;
};

/** `ecc` M: a screen has no stains, and a coarser code is read from further away. */
export function qrCodeOf(link: string): QrCode {
  const { size, data } = encode(link, { ecc: 'M', border: QUIET_ZONE });
  return { size, path: data.map((row, y) => rowPath(row, y)).join('') };
}

/** Dark modules side by side are one bar: no hairlines between them at odd sizes. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    if (row[x] !== true) continue;
    let end = x;
    while (row[end] === true) end += 1;
    path += `M${String(x)} ${String(y)}h${String(end - x)}v1h-${String(end - x)}z`;
    x = end;
  }
  return path;
}
