// A person's text put into a sentence of ours, so that it turns nothing round it (Unicode TR 9, isolates).

/** First strong isolate, and its end. */
const FSI = '\u2068';
const PDI = '\u2069';
/** Letters written from right to left, and digits that take their direction: the blocks of Unicode that hold them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * What every sentence of `resources/locales` puts in (see `scripts/build/compileLocales.ts`). Text in which nothing turns is
 * left alone, so that the names of buttons are what they read.
 */
export function isolated(inserted: unknown): string {
  const text = String(inserted);
  return RIGHT_TO_LEFT.test(text) ? `${FSI}${text}${PDI}` : text;
}
