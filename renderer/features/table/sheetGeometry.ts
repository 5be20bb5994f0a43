// Where a page lies in its box for a view, and what wheel and fingers make of a view. Pure.
import type { PageRegion, PageSize } from '../../core/documents/document.ts';

/** What both sides agree on: how near, and which point of the page is in the middle, in page units. At zoom 1 the whole page is seen. */
export type SheetView = { zoom: number; cx: number; cy: number };

/** CSS pixels. */
export type Box = { width: number; height: number };
export type Point = { x: number; y: number };

/** A page is this many units wide; its height is in the same scale. */
export const PAGE_UNITS = 10_000;
export const MIN_ZOOM = 1;
export const MAX_ZOOM = 6;
export const ZOOM_STEPS: readonly number[] = [1, 1.25, 1.5, 2, 3, 4, 6];

/** The page's corner in the box, its size there, and CSS pixels per point. */
export type Placement = { left: number; top: number; width: number; height: number; scale: number };

export function unitsPerPoint(page: PageSize): number {
  return PAGE_UNITS / page.width;
}

export function wholePage(page: PageSize): SheetView {
  return { zoom: MIN_ZOOM, cx: PAGE_UNITS / 2, cy: Math.round((page.height * unitsPerPoint(page)) / 2) };
}

export function placePage(box: Box, page: PageSize, view: SheetView): Placement {
  const scale = fitScale(box, page) * clamp(view.zoom, MIN_ZOOM, MAX_ZOOM);
  const width = page.width * scale;
  const height = page.height * scale;
  const pixelsPerUnit = scale / unitsPerPoint(page);
  return {
    left: placeAlong(box.width, width, view.cx * pixelsPerUnit),
    top: placeAlong(box.height, height, view.cy * pixelsPerUnit),
    width,
    height,
    scale,
  };
}

/** The part of the page that is seen, in points, grown by `margin` of its size on each side as far as there is page. */
export function visibleRegion(box: Box, page: PageSize, view: SheetView, margin: number): PageRegion {
  const { left, top, scale } = placePage(box, page, view);
  const spareX = (box.width * margin) / scale;
  const spareY = (box.height * margin) / scale;
  const x = clamp(-left / scale - spareX, 0, page.width);
  const y = clamp(-top / scale - spareY, 0, page.height);
  return {
    x,
    y,
    width: clamp((box.width - left) / scale + spareX, 0, page.width) - x,
    height: clamp((box.height - top) / scale + spareY, 0, page.height) - y,
  };
}

/** The view with another zoom, in which the point `at` of the box shows what it showed. */
export function zoomAround(box: Box, page: PageSize, view: SheetView, zoom: number, at: Point): SheetView {
  const before = placePage(box, page, view);
  const units = unitsPerPoint(page);
  const onPage = { x: ((at.x - before.left) / before.scale) * units, y: ((at.y - before.top) / before.scale) * units };
  const nextZoom = clamp(zoom, MIN_ZOOM, MAX_ZOOM);
  const unitsPerPixel = units / (fitScale(box, page) * nextZoom);
  return settle(box, page, {
    zoom: nextZoom,
    cx: onPage.x + (box.width / 2 - at.x) * unitsPerPixel,
    cy: onPage.y + (box.height / 2 - at.y) * unitsPerPixel,
  });
}

/** The view after the page was moved by so many CSS pixels. */
export function panBy(box: Box, page: PageSize, view: SheetView, by: Point): SheetView {
  const unitsPerPixel = unitsPerPoint(page) / placePage(box, page, view).scale;
  return settle(box, page, { ...view, cx: view.cx - by.x * unitsPerPixel, cy: view.cy - by.y * unitsPerPixel });
}

/** The view itself when `region` is well in sight; else the nearest one with it in the middle. */
export function viewOfRegion(box: Box, page: PageSize, view: SheetView, region: PageRegion): SheetView {
  const seen = visibleRegion(box, page, view, -0.05);
  const isInside =
    region.x >= seen.x &&
    region.y >= seen.y &&
    region.x + region.width <= seen.x + seen.width &&
    region.y + region.height <= seen.y + seen.height;
  if (isInside || view.zoom <= MIN_ZOOM) return view;
  const units = unitsPerPoint(page);
  const middle = { cx: (region.x + region.width / 2) * units, cy: (region.y + region.height / 2) * units };
  return settle(box, page, { ...view, ...middle });
}

/** The next step up or down from a zoom that may lie between two. */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  const steps = direction > 0 ? ZOOM_STEPS : [...ZOOM_STEPS].reverse();
  const isBeyond = (step: number): boolean => (direction > 0 ? step > zoom + 0.01 : step < zoom - 0.01);
  return steps.find(isBeyond) ?? (direction > 0 ? MAX_ZOOM : MIN_ZOOM);
}

export function isSameView(one: SheetView, other: SheetView): boolean {
  return one.zoom === other.zoom && one.cx === other.cx && one.cy === other.cy;
}

/** Whole units, and no further out than the page's edge at the box's edge. */
function settle(box: Box, page: PageSize, view: SheetView): SheetView {
  const unitsPerPixel = unitsPerPoint(page) / placePage(box, page, view).scale;
  const along = (length: number, boxLength: number, centre: number): number => {
    const half = (boxLength * unitsPerPixel) / 2;
    return Math.round(half * 2 >= length ? length / 2 : clamp(centre, half, length - half));
  };
  return {
    zoom: Math.round(view.zoom * 100) / 100,
    cx: along(PAGE_UNITS, box.width, view.cx),
    cy: along(page.height * unitsPerPoint(page), box.height, view.cy),
  };
}

/** CSS pixels per point at zoom 1. */
export function fitScale(box: Box, page: PageSize): number {
  return Math.max(0.001, Math.min(box.width / page.width, box.height / page.height));
}

function placeAlong(box: number, page: number, centre: number): number {
  return page <= box ? (box - page) / 2 : clamp(box / 2 - centre, box - page, 0);
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
