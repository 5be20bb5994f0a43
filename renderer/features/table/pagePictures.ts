// Drawn pages of one document: the one that is looked at, and those that probably come next. Knows canvases, no view.
import type { OpenDocument, RenderJob } from '../../core/documents/document.ts';
import type { DocumentProblem } from '../../core/documents/documentProblem.ts';
import { fitScale, type Box } from './sheetGeometry.ts';

/** The page, one on each side, and the one it came from. */
const KEPT = 4;
/** A picture that is this close in size is as good. */
const TOLERANCE = 0.02;

type Picture = { scale: number; canvas: HTMLCanvasElement };

export type PagePictures = {
  /** What there is of a page, perhaps in another size. */
  get: (page: number) => HTMLCanvasElement | undefined;
  /** Draws `page` for a box of device pixels, then its neighbours. Returns the way to stop. */
  follow: (page: number, box: Box, onDrawn: Drawn, onProblem: (problem: DocumentProblem) => void) => () => void;
};

type Drawn = (canvas: HTMLCanvasElement) => void;

export function createPagePictures(shown: OpenDocument): PagePictures {
  const kept = new Map<number, Picture>();

  const keep = (page: number, picture: Picture): void => {
    kept.delete(page);
    kept.set(page, picture);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  };

  const draw = async (
    page: number,
    box: Box,
    inBackground: boolean,
    onJob: (job: RenderJob) => void,
  ): Promise<HTMLCanvasElement | DocumentProblem | 'cancelled'> => {
    const size = await shown.pageSize(page, inBackground);
    if (!size.ok) return size.problem;
    const scale = fitScale(box, size.value);
    const known = kept.get(page);
    if (known && Math.abs(known.scale / scale - 1) < TOLERANCE) {
      keep(page, known);
      return known.canvas;
    }
    const canvas = document.createElement('canvas');
    const job = shown.render(page, canvas, { scale, inBackground });
    onJob(job);
    const outcome = await job.finished;
    if (!outcome.ok) return outcome.problem;
    keep(page, { scale, canvas });
    return canvas;
  };

  return {
    get: (page) => kept.get(page)?.canvas,
    follow: (page, box, onDrawn, onProblem) => {
      let isStopped = false;
      let current: RenderJob | undefined;
      const run = async (): Promise<void> => {
        for (const next of [page, page + 1, page - 1].filter((each) => each >= 1 && each <= shown.pageCount)) {
          const drawn = await draw(next, box, next !== page, (job) => (isStopped ? job.cancel() : (current = job)));
          if (isStopped) return;
          if (next !== page || drawn === 'cancelled') continue;
          if (typeof drawn === 'string') onProblem(drawn);
          else onDrawn(drawn);
        }
      };
      void run();
      return () => {
        isStopped = true;
        current?.cancel();
      };
    },
  };
}
