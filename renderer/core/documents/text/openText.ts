// A text as a document: pages of monospaced lines, drawn cell by cell so that positions agree on every machine.
import { canvasBounds } from '../canvasBounds.ts';
import type { OpenDocument, RenderJob, RenderOptions, TextItem } from '../document.ts';
import { bad, good, type DocumentResult } from '../documentProblem.ts';
import { browserForeignText } from '../marks/foreignText.ts';
import type { Lettering } from '../marks/layText.ts';
import { loadPageFonts } from '../marks/pageFont.ts';
import { paintMarks } from '../marks/paintMarks.ts';
import { decodeText } from './decodeText.ts';
import { paginateText, TEXT_PAGE } from './paginateText.ts';
import { MAX_PAGES } from '../pageLimit.ts';
import { textMarks } from './textMarks.ts';
import { textRuns } from './textRuns.ts';

/** Problems: `typeUnknown`, `textTooLong`, `viewerUnavailable`. */
export async function openText(bytes: Uint8Array, loadFonts = loadPageFonts): Promise<DocumentResult<OpenDocument>> {
  const text = decodeText(bytes);
  if (text === undefined) return bad('typeUnknown');
  const pages = paginateText(text, MAX_PAGES);
  if (pages.length > MAX_PAGES) return bad('textTooLong');
  const fonts = await loadFonts().catch(() => undefined);
  if (!fonts) return bad('viewerUnavailable');
  const lettering = { fonts, foreign: browserForeignText };
  const itemsOf = (page: number): TextItem[] => textRuns(pages[page - 1] ?? []);
  const size = { width: TEXT_PAGE.width, height: TEXT_PAGE.height };
  return good({
    type: 'text',
    pageCount: pages.length,
    pageSize: () => Promise.resolve(good(size)),
    render: (page, canvas, options) => drawn(itemsOf(page), lettering, canvas, options),
    textOf: (page) => Promise.resolve(good(itemsOf(page))),
    fieldsOf: () => Promise.resolve(good([])),
    noticeOf: () => Promise.resolve(undefined),
    close: () => undefined,
  });
}

function drawn(
  items: readonly TextItem[],
  lettering: Lettering,
  canvas: HTMLCanvasElement,
  { scale, region }: RenderOptions,
): RenderJob {
  const box = region ?? { x: 0, y: 0, ...TEXT_PAGE };
  const bounds = canvasBounds(box, scale);
  canvas.width = bounds.width;
  canvas.height = bounds.height;
  const draw = canvas.getContext('2d', { alpha: false });
  if (draw) {
    draw.fillStyle = '#fff';
    draw.fillRect(0, 0, canvas.width, canvas.height);
    draw.translate(-box.x * bounds.scale, -box.y * bounds.scale);
    paintMarks(draw, [textMarks(items, lettering)], bounds.scale);
  }
  return { finished: Promise.resolve({ ok: true }), cancel: () => undefined };
}
