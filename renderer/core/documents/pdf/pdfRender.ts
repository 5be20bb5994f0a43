// Draws a page, or a part of it, on a canvas. Knows pdf.js's viewport and its way to cancel.
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { canvasBounds } from '../canvasBounds.ts';
import type { RenderOptions } from '../document.ts';
import { fieldWidgetIds } from './pdfFields.ts';
import type { PdfLibrary } from './pdfLibrary.ts';

/**
 * Form fields are left out: what stands in them is drawn by us (`fieldMarks`). Buttons and signatures are the page's, hidden ones are not drawn.
 * Rejects when it cannot be drawn or was cancelled.
 */
export async function pdfRender(
  library: Pick<PdfLibrary, 'AnnotationMode'>,
  pdf: Pick<PDFDocumentProxy, 'annotationStorage'>,
  page: PDFPageProxy,
  canvas: HTMLCanvasElement,
  { scale, region }: RenderOptions,
  signal: AbortSignal,
): Promise<void> {
  for (const id of await fieldWidgetIds(page)) pdf.annotationStorage.setValue(id, { noView: true });
  if (signal.aborted) throw new Error('cancelled');
  const { width, height } = page.getViewport({ scale: 1 });
  const box = region ?? { x: 0, y: 0, width, height };
  const bounds = canvasBounds(box, scale);
  canvas.width = bounds.width;
  canvas.height = bounds.height;
  const task = page.render({
    canvas,
    viewport: page.getViewport({
      scale: bounds.scale,
      offsetX: -box.x * bounds.scale,
      offsetY: -box.y * bounds.scale,
    }),
    annotationMode: library.AnnotationMode.ENABLE_STORAGE,
    background: '#ffffff',
  });
  const cancel = (): void => task.cancel();
  signal.addEventListener('abort', cancel);
  try {
    await task.promise;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
