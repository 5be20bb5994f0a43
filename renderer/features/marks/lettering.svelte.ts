// The fonts of pages for what shows them: fetched when somebody first asks, and there for everybody from then on.
import { browserForeignText } from '../../core/documents/marks/foreignText.ts';
import type { Lettering } from '../../core/documents/marks/layText.ts';
import { loadPageFonts } from '../../core/documents/marks/pageFont.ts';

let lettering = $state.raw<Lettering>();

/** Undefined until the fonts are here; where they cannot be had, what is shown falls back to plain inputs. */
export function useLettering(): { readonly current: Lettering | undefined } {
  loadPageFonts().then(
    (fonts) => (lettering = { fonts, foreign: browserForeignText }),
    () => undefined,
  );
  return {
    get current() {
      return lettering;
    },
  };
}
