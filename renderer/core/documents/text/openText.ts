// A text as a document: pages of monospaced lines, drawn cell by cell so that positions agree on every machine.
import { canvasBounds } from '../canvasBounds.ts';
import type { OpenDocument, RenderJob, RenderOptions, TextItem } from '../document.ts';
import { bad, good, type DocumentResult } from '../documentProblem.ts';
import { decodeText } from './decodeText.ts';
import { paginateText, TEXT_BASELINE, TEXT_PAGE } from './paginateText.ts';
import { MAX_PAGES } from '../pageLimit.ts';
import { textRuns } from './textRuns.ts';

const FONT = `${TEXT_PAGE.fontSize}px "Liberation Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", monospace`;

/** Problems: `typeUnknown`, `textTooLong`. */
export function openText(bytes: Uint8Array): DocumentResult<OpenDocument> {
  const text = decodeText(bytes);
  if (text === undefined) return bad('typeUnknown');
  const pages = paginateText(text, MAX_PAGES);
  if (pages.length > MAX_PAGES) return bad('textTooLong');
  const itemsOf = (page: number): TextItem[] => textRuns(pages[page - 1] ?? []);
  const size = { width: TEXT_PAGE.width, height: TEXT_PAGE.height };
  return good({
    type: 'text',
    pageCount: pages.length,
    pageSize: () => Promise.resolve(good(size)),
    render: (page, canvas, options) => drawn(itemsOf(page), canvas, options),
    textOf: (page) => Promise.resolve(good(itemsOf(page))),
    fieldsOf: () => Promise.resolve(good([])),
    close: () => undefined,
  });
}

function drawn(items: readonly TextItem[], canvas: HTMLCanvasElement, { scale, region }: RenderOptions): RenderJob {
  const box = region ?? { x: 0, y: 0, ...TEXT_PAGE };
  const bounds = canvasBounds(box, scale);
  canvas.width = bounds.width;
  canvas.height = bounds.height;
  const draw = canvas.getContext('2d', { alpha: false });
  if (draw) {
    draw.fillStyle = '#fff';
    draw.fillRect(0, 0, canvas.width, canvas.height);
    draw.setTransform(bounds.scale, 0, 0, bounds.scale, -box.x * bounds.scale, -box.y * bounds.scale);
    draw.fillStyle = '#16211f';
    draw.font = FONT;
    for (const item of items) drawRun(draw, item);
  }
  return { finished: Promise.resolve({ ok: true }), cancel: () => undefined };
}

/** Stretched to its cells, so that a font with other widths, or none for these signs, moves nothing. */
function drawRun(draw: CanvasRenderingContext2D, item: TextItem): void {
  const natural = draw.measureText(item.text).width;
  if (natural === 0) return;
  draw.save();
  draw.translate(item.x, item.y + TEXT_BASELINE);
  draw.scale(item.width / natural, 1);
  draw.direction = item.direction;
  draw.textAlign = 'left';
  draw.fillText(item.text, 0, 0);
  draw.restore();
}
