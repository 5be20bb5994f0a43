// What a key on a sheet means. Pure: knows keys and steps, not who keeps the view.
import type { PageSize } from '../../core/documents/document.ts';
import {
  MIN_ZOOM,
  nextZoom,
  panBy,
  wholePage,
  zoomAround,
  type Box,
  type Point,
  type SheetView,
} from './sheetGeometry.ts';

export type KeyPress = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };
export type KeySheet = { box: Box; size: PageSize; view: SheetView; page: number; pageCount: number };
export type KeyMeaning = { kind: 'page'; page: number } | { kind: 'view'; view: SheetView } | { kind: 'search' };

const PAN_PX = 80;
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: PAN_PX, y: 0 },
  ArrowRight: { x: -PAN_PX, y: 0 },
  ArrowUp: { x: 0, y: PAN_PX },
  ArrowDown: { x: 0, y: -PAN_PX },
};

/** Undefined for keys that mean nothing here, and for those of the browser. */
export function keyMeaning(press: KeyPress, sheet: KeySheet): KeyMeaning | undefined {
  if ((press.ctrlKey || press.metaKey) && press.key.toLowerCase() === 'f') return { kind: 'search' };
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const page = pageOfKey(press.key, sheet);
  if (page !== undefined) return { kind: 'page', page: Math.min(Math.max(page, 1), sheet.pageCount) };
  const view = viewOfKey(press.key, sheet);
  return view && { kind: 'view', view };
}

function pageOfKey(key: string, { page, pageCount, view }: KeySheet): number | undefined {
  if (key === 'PageDown') return page + 1;
  if (key === 'PageUp') return page - 1;
  if (key === 'Home') return 1;
  if (key === 'End') return pageCount;
  // A whole page cannot be moved: the arrows turn it.
  if (view.zoom > MIN_ZOOM || !(key in ARROWS)) return undefined;
  return key === 'ArrowRight' || key === 'ArrowDown' ? page + 1 : page - 1;
}

function viewOfKey(key: string, { box, size, view }: KeySheet): SheetView | undefined {
  const middle = { x: box.width / 2, y: box.height / 2 };
  if (key === '0') return wholePage(size);
  if (key === '+' || key === '=') return zoomAround(box, size, view, nextZoom(view.zoom, 1), middle);
  if (key === '-') return zoomAround(box, size, view, nextZoom(view.zoom, -1), middle);
  const by = ARROWS[key];
  return by && panBy(box, size, view, by);
}
