// Views: what is seen of a page in boxes of different shapes, and what wheel and keys make of it.
import { expect, test } from 'vitest';
import {
  isSameView,
  nextZoom,
  panBy,
  placePage,
  viewOfRegion,
  visibleRegion,
  wholePage,
  zoomAround,
  type Box,
} from './sheetGeometry.ts';
import { keyMeaning, type KeyPress } from './sheetKeys.ts';

const A4 = { width: 595, height: 842 };
const WIDE: Box = { width: 1190, height: 842 };
const PHONE: Box = { width: 297.5, height: 600 };
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test('[DOC-11] at zoom 1 the whole page is seen, in the middle of any box', () => {
  expect(placePage(WIDE, A4, wholePage(A4))).toEqual({ left: 297.5, top: 0, width: 595, height: 842, scale: 1 });
  expect(placePage(PHONE, A4, wholePage(A4))).toEqual({ left: 0, top: 89.5, width: 297.5, height: 421, scale: 0.5 });
});

test('[DOC-11] the middle of what is seen is the same on any screen', () => {
  const view = { zoom: 4, cx: 4_000, cy: 6_000 };
  for (const box of [WIDE, PHONE]) {
    const seen = visibleRegion(box, A4, view, 0);
    expect(((seen.x + seen.width / 2) / A4.width) * 10_000).toBeCloseTo(4_000, 0);
    expect(((seen.y + seen.height / 2) / A4.width) * 10_000).toBeCloseTo(6_000, 0);
  }
});

test('[DOC-11] zooming keeps what is under the pointer, and stays between whole page and six times', () => {
  const at = { x: 600, y: 300 };
  const before = zoomAround(WIDE, A4, wholePage(A4), 2, { x: 595, y: 421 });
  const after = zoomAround(WIDE, A4, before, 3, at);
  const under = (view: typeof before): number =>
    (at.y - placePage(WIDE, A4, view).top) / placePage(WIDE, A4, view).scale;
  expect(Math.abs(under(after) - under(before))).toBeLessThan(0.2);
  expect(zoomAround(WIDE, A4, after, 99, at).zoom).toBe(6);
  expect(zoomAround(WIDE, A4, after, 0.1, at)).toEqual(wholePage(A4));
});

test('[DOC-11] a page cannot be moved out of its box', () => {
  const near = zoomAround(WIDE, A4, wholePage(A4), 3, { x: 595, y: 421 });
  const far = panBy(WIDE, A4, near, { x: 99_999, y: 99_999 });
  const place = placePage(WIDE, A4, far);
  expect([Math.round(place.left), Math.abs(Math.round(place.top))]).toEqual([0, 0]);
  expect(isSameView(panBy(WIDE, A4, far, { x: 5, y: 5 }), far)).toBe(true);
});

test('[DOC-11] a match out of sight comes into the middle, one in sight moves nothing', () => {
  const view = zoomAround(WIDE, A4, wholePage(A4), 4, { x: 595, y: 421 });
  expect(viewOfRegion(WIDE, A4, view, { x: 290, y: 420, width: 20, height: 10 })).toBe(view);
  const moved = viewOfRegion(WIDE, A4, view, { x: 290, y: 20, width: 20, height: 10 });
  expect(moved.cy).toBeLessThan(view.cy);
  expect(viewOfRegion(WIDE, A4, wholePage(A4), { x: 0, y: 0, width: 1, height: 1 })).toEqual(wholePage(A4));
});

test('[DOC-11] zoom goes by steps, also from between two', () => {
  expect([nextZoom(1, 1), nextZoom(1.3, 1), nextZoom(6, 1)]).toEqual([1.25, 1.5, 6]);
  expect([nextZoom(1, -1), nextZoom(1.3, -1), nextZoom(6, -1)]).toEqual([1, 1.25, 4]);
});

test('[DOC-11] keys turn pages, zoom and move', () => {
  const sheet = { box: WIDE, size: A4, view: wholePage(A4), page: 2, pageCount: 3 };
  expect(keyMeaning(press('PageDown'), sheet)).toEqual({ kind: 'page', page: 3 });
  expect(keyMeaning(press('PageDown'), { ...sheet, page: 3 })).toEqual({ kind: 'page', page: 3 });
  expect(keyMeaning(press('ArrowLeft'), sheet)).toEqual({ kind: 'page', page: 1 });
  expect(keyMeaning(press('End'), sheet)).toEqual({ kind: 'page', page: 3 });
  const zoomed = keyMeaning(press('+'), sheet);
  expect(zoomed).toMatchObject({ kind: 'view', view: { zoom: 1.25 } });
  const near = { ...sheet, view: { zoom: 4, cx: 5_000, cy: 7_000 } };
  expect(keyMeaning(press('ArrowDown'), near)).toMatchObject({ kind: 'view' });
  expect(keyMeaning(press('0'), near)).toEqual({ kind: 'view', view: wholePage(A4) });
  expect(keyMeaning(press('f', { ctrlKey: true }), sheet)).toEqual({ kind: 'search' });
  for (const other of [press('0', { ctrlKey: true }), press('ArrowLeft', { altKey: true }), press('a'), press('Tab')])
    expect(keyMeaning(other, sheet)).toBeUndefined();
});
