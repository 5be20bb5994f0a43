// Where the red frame and the bar go. Pure: rectangles in the display's own units, no windows.
import type { Rectangle } from 'electron';

export type Place = Rectangle;

const FRAME_THICKNESS = 5;
const BAR = { width: 460, height: 56, margin: 10 };

/**
 * The frame as four bars along the display's edges. Four opaque windows rather than a transparent one over everything: where
 * the desktop does not compose its windows, a transparent window is black.
 */
export function frameAround({ x, y, width, height }: Place): readonly Place[] {
  const inner = height - 2 * FRAME_THICKNESS;
  return [
    { x, y, width, height: FRAME_THICKNESS },
    { x, y: y + height - FRAME_THICKNESS, width, height: FRAME_THICKNESS },
    { x, y: y + FRAME_THICKNESS, width: FRAME_THICKNESS, height: inner },
    { x: x + width - FRAME_THICKNESS, y: y + FRAME_THICKNESS, width: FRAME_THICKNESS, height: inner },
  ];
}

/** At the top in the middle, below the frame and whatever the desktop keeps there. */
export function placeBar({ x, y, width }: Place): Place {
  const barWidth = Math.min(BAR.width, width - 2 * BAR.margin);
  return { x: Math.round(x + (width - barWidth) / 2), y: y + BAR.margin, width: barWidth, height: BAR.height };
}

/** The display that is shared. Undefined when it cannot be told: a frame around the wrong screen would be worse than none. */
export function sharedDisplay<D extends { id: number }>(
  displays: readonly D[],
  capturedId: string | undefined,
): D | undefined {
  return displays.find(({ id }) => String(id) === capturedId) ?? (displays.length === 1 ? displays[0] : undefined);
}
