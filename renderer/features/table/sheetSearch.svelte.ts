// A search through one document: page by page, from the one that is looked at. Knows no view.
import type { OpenDocument, TextItem } from '../../core/documents/document.ts';
import { findText, type TextMatch } from '../../core/documents/findText.ts';

export const MAX_HITS = 500;
/** While somebody types, each letter would start anew. */
const TYPING_PAUSE_MS = 200;

export type SearchHit = TextMatch & { page: number };

export class SheetSearch {
  readonly document: OpenDocument;
  query = $state('');
  hits = $state.raw<readonly SearchHit[]>([]);
  /** Index into `hits`; -1 for none. */
  current = $state(-1);
  /** The page that is being looked through; undefined when all are done. */
  searching = $state<number>();
  /** False once every page has been looked through and none has any text. */
  hasText = $state(true);

  /** By page. */
  readonly #texts: (readonly TextItem[] | undefined)[] = [];
  #attempt = 0;

  constructor(shown: OpenDocument) {
    this.document = shown;
  }

  /** Starts anew; what was found before is forgotten. The hits grow as pages are read. */
  async look(query: string): Promise<void> {
    this.query = query;
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.hits = [];
    this.current = -1;
    this.searching = undefined;
    if (query.trim() === '') return;
    await new Promise((resolve) => setTimeout(resolve, TYPING_PAUSE_MS));
    for (let page = 1; page <= this.document.pageCount; page += 1) {
      if (attempt !== this.#attempt || this.hits.length >= MAX_HITS) break;
      this.searching = page;
      this.#add(findText(await this.#textOf(page), query, MAX_HITS), page, attempt);
    }
    if (attempt !== this.#attempt) return;
    this.searching = undefined;
    this.hasText = this.#texts.some((items) => items && items.length > 0);
  }

  /** The match so many further on, round the end; undefined when there is none. */
  step(by: 1 | -1): SearchHit | undefined {
    if (this.hits.length === 0) return undefined;
    const from = this.current < 0 && by < 0 ? 0 : this.current;
    return this.choose((from + by + this.hits.length) % this.hits.length);
  }

  choose(index: number): SearchHit | undefined {
    const hit = this.hits[index];
    if (hit) this.current = index;
    return hit;
  }

  clear(): void {
    void this.look('');
  }

  #add(matches: readonly TextMatch[], page: number, attempt: number): void {
    if (attempt !== this.#attempt || matches.length === 0) return;
    this.hits = [...this.hits, ...matches.map((match) => ({ ...match, page }))].slice(0, MAX_HITS);
  }

  async #textOf(page: number): Promise<readonly TextItem[]> {
    const known = this.#texts[page];
    if (known) return known;
    const read = await this.document.textOf(page, true);
    const items = read.ok ? read.value : [];
    this.#texts[page] = items;
    return items;
  }
}
