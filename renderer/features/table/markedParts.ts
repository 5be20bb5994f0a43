// Cuts the text of a page's items where matches of a search begin and end. Pure.
import type { SearchHit } from './sheetSearch.svelte.ts';

export type MarkedPart = { text: string; isMarked: boolean; isCurrent: boolean };

type Cut = { from: number; to: number; isCurrent: boolean };

/** For each item with a match, what cuts its text. Items without are left out. */
export function markedParts(
  hits: readonly SearchHit[],
  current: SearchHit | undefined,
): Map<number, (text: string) => MarkedPart[]> {
  const cuts = new Map<number, Cut[]>();
  for (const hit of hits)
    for (const { item, from, to } of hit.parts)
      cuts.set(item, [...(cuts.get(item) ?? []), { from, to, isCurrent: hit === current }]);
  return new Map([...cuts].map(([item, its]) => [item, (text) => cut(text, its)]));
}

function cut(text: string, cuts: readonly Cut[]): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  const add = (to: number, isMarked: boolean, isCurrent: boolean): void => {
    if (to > at) parts.push({ text: text.slice(at, to), isMarked, isCurrent });
    at = Math.max(at, to);
  };
  for (const { from, to, isCurrent } of cuts) {
    add(from, false, false);
    add(to, true, isCurrent);
  }
  add(text.length, false, false);
  return parts;
}
