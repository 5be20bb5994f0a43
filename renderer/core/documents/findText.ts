// Finds words in the text of a page. Pure: case, accents and line breaks do not count.
import type { TextItem } from './document.ts';

/** A part of one item, in UTF-16 units of its text. */
export type TextPart = { item: number; from: number; to: number };

/** One place where the words stand, over one or more items, with what is before and after it. */
export type TextMatch = { parts: readonly TextPart[]; before: string; found: string; after: string };

const CONTEXT_LENGTH = 36;

/** Every match of `query` in the order of the text; none for a query of spaces only. */
export function findText(items: readonly TextItem[], query: string, maxMatches: number): TextMatch[] {
  const wanted = fold(query.trim());
  if (wanted === '') return [];
  const page = foldItems(items);
  const matches: TextMatch[] = [];
  let at = page.text.indexOf(wanted);
  while (at >= 0 && matches.length < maxMatches) {
    const end = at + wanted.length;
    matches.push({
      parts: partsOf(page, at, end),
      before: original(page, Math.max(0, at - CONTEXT_LENGTH), at),
      found: original(page, at, end),
      after: original(page, end, Math.min(page.text.length, end + CONTEXT_LENGTH)),
    });
    at = page.text.indexOf(wanted, end);
  }
  return matches;
}

type Place = { item: number; offset: number; length: number; sign: string };
type Folded = { text: string; places: readonly Place[] };

/** Signs as they are compared, and of each where it came from; white space is one space. */
function foldItems(items: readonly TextItem[]): Folded {
  let text = '';
  const places: Place[] = [];
  const add = (folded: string, place: Place): void => {
    if (folded === ' ' && (text === '' || text.endsWith(' '))) return;
    text += folded;
    for (let unit = 0; unit < folded.length; unit += 1) places.push(place);
  };
  items.forEach((entry, item) => {
    let offset = 0;
    for (const sign of entry.text) {
      add(foldSign(sign), { item, offset, length: sign.length, sign });
      offset += sign.length;
    }
    if (entry.endsLine) add(' ', { item, offset, length: 0, sign: ' ' });
  });
  return { text, places };
}

function fold(text: string): string {
  let folded = '';
  for (const sign of text) {
    const next = foldSign(sign);
    if (next !== ' ' || !folded.endsWith(' ')) folded += next;
  }
  return folded;
}

function foldSign(sign: string): string {
  if (/\s/.test(sign)) return ' ';
  return sign.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function partsOf({ places }: Folded, from: number, to: number): TextPart[] {
  const parts: TextPart[] = [];
  for (const place of places.slice(from, to)) {
    if (place.length === 0) continue;
    const last = parts.at(-1);
    if (last?.item === place.item) last.to = place.offset + place.length;
    else parts.push({ item: place.item, from: place.offset, to: place.offset + place.length });
  }
  return parts;
}

function original({ places }: Folded, from: number, to: number): string {
  let text = '';
  let last: Place | undefined;
  for (const place of places.slice(from, to)) {
    if (place !== last) text += /\s/.test(place.sign) ? ' ' : place.sign;
    last = place;
  }
  return text;
}
