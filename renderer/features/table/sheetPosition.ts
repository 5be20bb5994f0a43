// How a page is seen: how large, and what is in the middle. Types only.

/** `zoom` 1: the whole page fits, up to 6. `cx`, `cy`: the middle of what is seen, in units of the page. */
export type SheetPosition = { zoom: number; cx: number; cy: number };
