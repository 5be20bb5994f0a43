// Marks as SVG paths in the units of their surface: the same shapes that the agreed PDF gets. Pure.
import type { Ink } from '../../../signalling/protocol/assist.ts';
import { arrowOutline } from '../../core/documents/ink.ts';
import { penOutline } from '../../core/documents/penOutline.ts';

/** A closed path, filled except for a rectangle; empty for a note. */
export function inkPath({ tool, points, widthUnits }: Ink): string {
  switch (tool) {
    case 'pen':
    case 'highlighter':
      return outlinePath(penOutline(points, widthUnits, tool === 'highlighter'));
    case 'arrow':
      return outlinePath(arrowOutline(points, widthUnits));
    case 'rectangle': {
      const [x0 = 0, y0 = 0, x1 = x0, y1 = y0] = points;
      return `M${x0} ${y0}H${x1}V${y1}H${x0}Z`;
    }
    case 'note':
      return '';
  }
}

function outlinePath(outline: readonly (readonly number[])[]): string {
  const corners = outline.map(([x = 0, y = 0]) => `${Math.round(x)} ${Math.round(y)}`);
  return corners.length === 0 ? '' : `M${corners.join('L')}Z`;
}
