// How large a canvas may become. Pure: the limits of browsers that are still in use, and the scale that keeps within them.

/** iOS draws nothing on more; 16 MP are 64 MB, so a handful of canvases stays affordable. */
export const MAX_CANVAS_PIXELS = 16_777_216;
const MAX_CANVAS_SIDE_PX = 8_192;

export type CanvasBounds = { width: number; height: number; scale: number };

/** Whole pixels for a box in points at `scale`, made smaller when a canvas could not hold it. */
export function canvasBounds(box: { width: number; height: number }, scale: number): CanvasBounds {
  const bySide = MAX_CANVAS_SIDE_PX / Math.max(box.width, box.height);
  const byArea = Math.sqrt(MAX_CANVAS_PIXELS / (box.width * box.height));
  const kept = Math.min(scale, bySide, byArea);
  return {
    width: Math.max(1, Math.floor(box.width * kept)),
    height: Math.max(1, Math.floor(box.height * kept)),
    scale: kept,
  };
}
