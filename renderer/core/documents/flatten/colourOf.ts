// Colours for pdf-lib.
import { rgb, type RGB } from '@cantoo/pdf-lib';

/** From `#rrggbb`. */
export function colourOf(hex: string): RGB {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return rgb(channel(1), channel(3), channel(5));
}
