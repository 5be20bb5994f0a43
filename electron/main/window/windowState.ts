// Where the window was and where it may be put back. Pure: knows rectangles, not screens' drivers or files.

type Size = { width: number; height: number };
export type Rectangle = Size & { x: number; y: number };
/** Size and place of the window when it is neither maximised nor full-screen, in device-independent pixels. */
export type WindowState = Rectangle & { isMaximised: boolean };
export type Placement = Size & { x?: number; y?: number; isMaximised: boolean };

export const MIN_WIDTH_PX = 360;
export const MIN_HEIGHT_PX = 560;
const DEFAULT_STATE: WindowState = { x: 0, y: 0, width: 1100, height: 760, isMaximised: false };
/** How much of the title bar must be on a screen so that a hand can take it. */
const GRAB_WIDTH_PX = 100;
const GRAB_HEIGHT_PX = 24;

/** Reads what was saved; anything else, also a file of another version, is undefined. */
export function parseWindowState(text: string): WindowState | undefined {
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof saved !== 'object' || saved === null) return undefined;
  const { x, y, width, height, isMaximised } = saved as Record<string, unknown>;
  if (!isPixels(x) || !isPixels(y) || !isPixels(width) || !isPixels(height) || typeof isMaximised !== 'boolean')
    return undefined;
  return { x, y, width, height, isMaximised };
}

/** A window that can be seen and moved: `workAreas` are the screens without task bars, the primary one first. */
export function placeWindow(saved: WindowState | undefined, workAreas: readonly Rectangle[]): Placement {
  const { x, y, isMaximised, ...size } = saved ?? DEFAULT_STATE;
  const home = saved && workAreas.find((area) => canGrab({ x, y, ...fit(size, area) }, area));
  if (home) return { x, y, ...fit(size, home), isMaximised };
  return { ...fit(size, workAreas[0] ?? size), isMaximised };
}

function fit(size: Size, area: Size): Size {
  return {
    width: Math.max(MIN_WIDTH_PX, Math.min(size.width, area.width)),
    height: Math.max(MIN_HEIGHT_PX, Math.min(size.height, area.height)),
  };
}

function canGrab(window: Rectangle, area: Rectangle): boolean {
  const shownWidth = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const isTopShown = window.y >= area.y && window.y + GRAB_HEIGHT_PX <= area.y + area.height;
  return shownWidth >= GRAB_WIDTH_PX && isTopShown;
}

function isPixels(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) < 100_000;
}
