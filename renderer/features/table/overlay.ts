// What lies over a page needs to know of it. Types only.
import type { Point } from './sheetGeometry.ts';

/** Changes whenever the page moves or grows; page units are those of annotations: the page is 10,000 wide. */
export type Overlay = {
  page: number;
  /** The page's box in CSS pixels; what is laid over it is placed in this box. */
  width: number;
  height: number;
  /** The page's height in page units. */
  heightUnits: number;
  unitsPerPixel: number;
  /** From a point of the window (`clientX`, `clientY`) to whole page units; outside of the page too. */
  toUnits: (client: Point) => Point;
};
