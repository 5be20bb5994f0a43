// What a sheet knows of the page it shows: size, picture, text, fields. Knows the document, not the view's place in the call.
import type {
  FormField,
  OpenDocument,
  PageRegion,
  PageSize,
  RenderJob,
  TextItem,
} from '../../core/documents/document.ts';
import type { DocumentProblem } from '../../core/documents/documentProblem.ts';
import { createPagePictures, type PagePictures } from './pagePictures.ts';
import type { Box } from './sheetGeometry.ts';

/** A part of the page, sharper than the whole. */
export type Detail = { region: PageRegion; canvas: HTMLCanvasElement };

export class SheetPage {
  size = $state.raw<PageSize>();
  picture = $state.raw<HTMLCanvasElement>();
  detail = $state.raw<Detail>();
  text = $state.raw<readonly TextItem[]>([]);
  fields = $state.raw<readonly FormField[]>([]);
  problem = $state<DocumentProblem>();

  readonly #shown: OpenDocument;
  readonly #pictures: PagePictures;
  #attempt = 0;
  /** Whose text and fields have been asked for. */
  #readPage: number | undefined;

  constructor(shown: OpenDocument) {
    this.#shown = shown;
    this.#pictures = createPagePictures(shown);
  }

  /** Another page: what is known of it is shown at once. The old page stays until the new one's size is known. */
  async turnTo(page: number): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    const size = await this.#shown.pageSize(page);
    if (attempt !== this.#attempt) return;
    this.picture = this.#pictures.get(page);
    this.detail = undefined;
    this.text = [];
    this.fields = [];
    this.#readPage = undefined;
    this.problem = size.ok ? undefined : size.problem;
    if (!size.ok) return;
    this.size = size.value;
  }

  /** Draws the page for a box of device pixels, and those beside it. Returns the way to stop. */
  draw(page: number, box: Box): () => void {
    return this.#pictures.follow(
      page,
      box,
      (canvas) => {
        this.picture = canvas;
        if (this.#readPage !== page) void this.#read(page);
      },
      (problem) => (this.problem = problem),
    );
  }

  /** After the picture: it is what people wait for. */
  async #read(page: number): Promise<void> {
    this.#readPage = page;
    const attempt = this.#attempt;
    const [fields, text] = await Promise.all([this.#shown.fieldsOf(page), this.#shown.textOf(page)]);
    if (attempt !== this.#attempt) return;
    if (fields.ok) this.fields = fields.value;
    if (text.ok) this.text = text.value;
  }

  /** Draws a part at so many device pixels a point. Returns the way to stop; the detail before stays until this one is there. */
  drawDetail(page: number, region: PageRegion, scale: number): () => void {
    const canvas = document.createElement('canvas');
    const job: RenderJob = this.#shown.render(page, canvas, { scale, region });
    void job.finished.then((outcome) => {
      if (outcome.ok) this.detail = { region, canvas };
    });
    return () => job.cancel();
  }
}
