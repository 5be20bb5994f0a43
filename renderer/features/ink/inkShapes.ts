// Marks as SVG paths in the units of their surface. Pure.
import type { Ink, InkColour } from '../../../signalling/protocol/assist.ts';
import { penOutline } from '../../core/documents/penOutline.ts';

/** Okabe and Ito, Color Universal Design, 2008. */
export const INK_COLOURS: Readonly<Record<InkColour, string>> = {
  blue: '#0072b2',
  vermillion: '#d55e00',
  green: '#009e73',
  purple: '#cc79a7',
  black: '#111111',
};

const ARROW_HEAD_UNITS = 260;
/** Half the angle of an arrow's head. */
const ARROW_SPREAD_RADIANS = 0.45;

/** A closed path for pen and highlighter, an open one for arrow and rectangle; empty for a note. */
export function inkPath({ tool, points, widthUnits }: Ink): string {
  if (tool === 'pen' || tool === 'highlighter')
    return outlinePath(penOutline(points, widthUnits, tool === 'highlighter'));
  const [x0, y0, x1, y1] = points;
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return '';
  if (tool === 'rectangle') return `M${x0} ${y0}H${x1}V${y1}H${x0}Z`;
  return tool === 'arrow' ? arrowPath(x0, y0, x1, y1) : '';
}

export function isFilled({ tool }: Ink): boolean {
  return tool === 'pen' || tool === 'highlighter';
}

function outlinePath(outline: readonly (readonly number[])[]): string {
  const corners = outline.map(([x = 0, y = 0]) => `${Math.round(x)} ${Math.round(y)}`);
  return corners.length === 0 ? '' : `M${corners.join('L')}Z`;
}

function arrowPath(x0: number, y0: number, x1: number, y1: number): string {
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const length = Math.min(ARROW_HEAD_UNITS, Math.hypot(x1 - x0, y1 - y0) / 2);
  const barb = (side: 1 | -1): string => {
    const turned = angle + Math.PI + side * ARROW_SPREAD_RADIANS;
    return `${Math.round(x1 + length * Math.cos(turned))} ${Math.round(y1 + length * Math.sin(turned))}`;
  };
  return `M${x0} ${y0}L${x1} ${y1}M${barb(1)}L${x1} ${y1}L${barb(-1)}`;
}
