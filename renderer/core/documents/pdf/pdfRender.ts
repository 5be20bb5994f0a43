// Draws a page, or a part of it, on a canvas. Knows pdf.js's viewport and its way to cancel.
import type { PDFPageProxy } from 'pdfjs-dist';
import { canvasBounds } from '../canvasBounds.ts';
import type { RenderOptions } from '../document.ts';
import type { PdfLibrary } from './pdfLibrary.ts';

/** Form fields are left out: the page's own inputs stand in their place. Rejects when it cannot be drawn or was cancelled. */
export async function pdfRender(
  library: PdfLibrary,
  page: PDFPageProxy,
  canvas: HTMLCanvasElement,
  { scale, region }: RenderOptions,
  signal: AbortSignal,
): Promise<void> {
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
    annotationMode: library.AnnotationMode.ENABLE_FORMS,
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
