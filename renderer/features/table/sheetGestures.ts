// Wheel, fingers and mouse on a sheet. Knows what they mean for a view, not who keeps it.
import type { PageSize } from '../../core/documents/document.ts';
import { isSameView, MIN_ZOOM, panBy, zoomAround, type Box, type Point, type SheetView } from './sheetGeometry.ts';

export type GestureSurface = {
  box: Box;
  page: PageSize;
  view: SheetView;
  onViewChanged: (view: SheetView) => void;
  /** By so many pages. */
  onTurned: (by: 1 | -1) => void;
};

const LINE_PX = 16;
const TURN_WHEEL_PX = 100;
/** A wheel with momentum turns one page, not three. */
const TURN_PAUSE_MS = 250;
const TURN_SWIPE_PX = 56;
const WHEEL_ZOOM_RATE = 0.008;

/** An attachment: listens on `node` and asks `surface` for what is true at that moment. */
export function sheetGestures(surface: () => GestureSurface | undefined): (node: HTMLElement) => () => void {
  return (node) => {
    const aborter = new AbortController();
    const { signal } = aborter;
    const wheel = createWheel(node, surface);
    const pointers = createPointers(node, surface);
    // Not passive: the wheel must not scroll or zoom what is around the sheet.
    node.addEventListener('wheel', wheel, { passive: false, signal });
    node.addEventListener('pointerdown', pointers.down, { signal });
    node.addEventListener('pointermove', pointers.move, { signal });
    for (const name of ['pointerup', 'pointercancel'] as const) node.addEventListener(name, pointers.up, { signal });
    return () => aborter.abort();
  };
}

function createWheel(node: HTMLElement, surface: () => GestureSurface | undefined): (event: WheelEvent) => void {
  let towardsTurn = 0;
  let lastMs = 0;
  let turnedMs = 0;
  return (event) => {
    const now = surface();
    if (!now) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
    const by = { x: event.deltaX * unit, y: event.deltaY * unit };
    if (event.ctrlKey) {
      const zoom = now.view.zoom * Math.exp(-by.y * WHEEL_ZOOM_RATE);
      now.onViewChanged(zoomAround(now.box, now.page, now.view, zoom, pointIn(node, event)));
      return;
    }
    const moved = panBy(now.box, now.page, now.view, { x: -by.x, y: -by.y });
    if (now.view.zoom > MIN_ZOOM && !isSameView(moved, now.view)) {
      towardsTurn = 0;
      now.onViewChanged(moved);
      return;
    }
    towardsTurn = event.timeStamp - lastMs > TURN_PAUSE_MS ? by.y : towardsTurn + by.y;
    lastMs = event.timeStamp;
    if (Math.abs(towardsTurn) < TURN_WHEEL_PX || event.timeStamp - turnedMs < TURN_PAUSE_MS) return;
    turnedMs = event.timeStamp;
    now.onTurned(towardsTurn > 0 ? 1 : -1);
    towardsTurn = 0;
  };
}

type Pointers = Record<'down' | 'move' | 'up', (event: PointerEvent) => void>;

function createPointers(node: HTMLElement, surface: () => GestureSurface | undefined): Pointers {
  const held = new Map<number, Point>();
  let swipe: Point | undefined;

  return {
    down: (event) => {
      const now = surface();
      if (!now || !isOurs(event, now.view)) return;
      held.set(event.pointerId, pointIn(node, event));
      swipe =
        held.size === 1 && event.pointerType === 'touch' && now.view.zoom <= MIN_ZOOM
          ? pointIn(node, event)
          : undefined;
    },
    move: (event) => {
      const now = surface();
      const from = held.get(event.pointerId);
      if (!now || !from) return;
      const to = pointIn(node, event);
      const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
      if (!node.hasPointerCapture(event.pointerId)) node.setPointerCapture(event.pointerId);
      held.set(event.pointerId, to);
      if (other) now.onViewChanged(pinched(now, other, from, to));
      else if (now.view.zoom > MIN_ZOOM)
        now.onViewChanged(panBy(now.box, now.page, now.view, { x: to.x - from.x, y: to.y - from.y }));
    },
    up: (event) => {
      const now = surface();
      const from = swipe;
      const wasHeld = held.delete(event.pointerId);
      swipe = undefined;
      if (!now || !from || !wasHeld || event.type !== 'pointerup') return;
      const { x, y } = pointIn(node, event);
      const isAcross = Math.abs(x - from.x) > TURN_SWIPE_PX && Math.abs(x - from.x) > 2 * Math.abs(y - from.y);
      if (isAcross) now.onTurned(x < from.x ? 1 : -1);
    },
  };
}

/** Controls keep their pointers; a mouse on text selects, and on a whole page there is nothing to move. */
function isOurs(event: PointerEvent, view: SheetView): boolean {
  if (!(event.target instanceof Element) || event.target.closest('input, textarea, select, button, a')) return false;
  if (event.pointerType === 'touch') return true;
  return event.button === 0 && view.zoom > MIN_ZOOM && event.target.closest('[data-sheet-text]') === null;
}

function pinched(now: GestureSurface, still: Point, from: Point, to: Point): SheetView {
  const distance = (one: Point): number => Math.max(1, Math.hypot(one.x - still.x, one.y - still.y));
  const middle = { x: (to.x + still.x) / 2, y: (to.y + still.y) / 2 };
  const zoomed = zoomAround(now.box, now.page, now.view, (now.view.zoom * distance(to)) / distance(from), middle);
  return panBy(now.box, now.page, zoomed, { x: (to.x - from.x) / 2, y: (to.y - from.y) / 2 });
}

function pointIn(node: HTMLElement, event: MouseEvent): Point {
  const { left, top } = node.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
