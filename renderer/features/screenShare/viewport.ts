// Where a shared picture lies in the room it has, at which size. Pure geometry in CSS pixels.

export type Size = { width: number; height: number };
export type Point = { x: number; y: number };
export type Box = Point & Size;

/** `zoom` 1 is the whole picture; the centre is the point of the picture, as a share of its width and height, in the middle of the view. */
export type Look = { zoom: number; centre: Point };

export const WHOLE: Look = { zoom: 1, centre: { x: 0.5, y: 0.5 } };
export const MAX_ZOOM = 4;
/** One press of a button or key. */
export const ZOOM_STEP = 1.25;
/** One press of an arrow key, as a share of the view. */
export const PAN_STEP = 0.15;

/** The picture's box in the view, which may be larger than the view. */
export function boxOf(look: Look, view: Size, picture: Size): Box {
  const { width, height } = sizeAt(look.zoom, view, picture);
  return {
    x: view.width / 2 - look.centre.x * width,
    y: view.height / 2 - look.centre.y * height,
    width,
    height,
  };
}

/** Larger or smaller by `factor`, so that what lies at `at` stays there; 100 to 400 %. */
export function zoomBy(look: Look, factor: number, at: Point, view: Size, picture: Size): Look {
  const zoom = Math.min(MAX_ZOOM, Math.max(1, look.zoom * factor));
  const before = boxOf(look, view, picture);
  const after = sizeAt(zoom, view, picture);
  if (before.width === 0 || before.height === 0) return { ...look, zoom };
  const share = { x: (at.x - before.x) / before.width, y: (at.y - before.y) / before.height };
  const centre = {
    x: share.x + (view.width / 2 - at.x) / after.width,
    y: share.y + (view.height / 2 - at.y) / after.height,
  };
  return within({ zoom, centre }, view, picture);
}

/** Moves the picture by so many pixels, as a hand would; never further than its edges. */
export function panBy(look: Look, by: Point, view: Size, picture: Size): Look {
  const { width, height } = sizeAt(look.zoom, view, picture);
  if (width === 0 || height === 0) return look;
  const centre = { x: look.centre.x - by.x / width, y: look.centre.y - by.y / height };
  return within({ ...look, centre }, view, picture);
}

/** What is left of a look when view or picture have another size: the same point in the middle, within the edges. */
export function within({ zoom, centre }: Look, view: Size, picture: Size): Look {
  const { width, height } = sizeAt(zoom, view, picture);
  return { zoom, centre: { x: held(centre.x, view.width, width), y: held(centre.y, view.height, height) } };
}

/** A picture narrower than the view lies in its middle; a wider one leaves no gap. */
function held(centre: number, view: number, picture: number): number {
  if (picture <= view || picture === 0) return 0.5;
  const half = view / 2 / picture;
  return Math.min(1 - half, Math.max(half, centre));
}

function sizeAt(zoom: number, view: Size, picture: Size): Size {
  if (picture.width === 0 || picture.height === 0) return { width: 0, height: 0 };
  const fit = Math.min(view.width / picture.width, view.height / picture.height);
  return { width: picture.width * fit * zoom, height: picture.height * fit * zoom };
}
