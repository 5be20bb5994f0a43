// Draws marks on a canvas, as the screen's SVG shows them. Knows the canvas.
import { directionOf, foreignFont } from './foreignText.ts';
import { pathData, type Mark, type MarkGroup, type TextMark } from './mark.ts';

/** `scale`: device pixels a point. The canvas' own transform is left as it was. */
export function paintMarks(draw: CanvasRenderingContext2D, groups: readonly MarkGroup[], scale: number): void {
  for (const { matrix, clip, marks } of groups) {
    draw.save();
    draw.scale(scale, scale);
    draw.transform(...matrix);
    if (clip) {
      draw.beginPath();
      draw.rect(0, 0, clip.width, clip.height);
      draw.clip();
    }
    for (const mark of marks) paintMark(draw, mark);
    draw.restore();
  }
}

function paintMark(draw: CanvasRenderingContext2D, mark: Mark): void {
  draw.fillStyle = mark.colour;
  if (mark.kind === 'text') {
    if (mark.outline === undefined) paintForeign(draw, mark);
    else draw.fill(new Path2D(mark.outline));
    return;
  }
  draw.globalAlpha = mark.opacity;
  draw.globalCompositeOperation = mark.multiplies ? 'multiply' : 'source-over';
  draw.fill(new Path2D(pathData(mark.path)));
  draw.globalAlpha = 1;
  draw.globalCompositeOperation = 'source-over';
}

/** Text in the browser's own fonts, from its left end whatever its direction. */
export function paintForeign(draw: CanvasRenderingContext2D, mark: TextMark): void {
  draw.save();
  draw.font = foreignFont(mark.sizePoints);
  draw.direction = directionOf(mark.text);
  draw.textAlign = 'left';
  draw.textBaseline = 'alphabetic';
  draw.translate(mark.x, mark.baseline);
  draw.scale(mark.stretch, 1);
  draw.fillText(mark.text, 0, 0);
  draw.restore();
}
