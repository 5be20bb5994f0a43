// The page has changed wholly: it is shown from its top, and keyboard and screen reader start at its heading.
export function takeFocus(heading: HTMLElement): void {
  window.scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}

/** What had the focus is gone from the page: it goes on here. Whoever is in another field of the page stays there. */
export function catchFocus(heading: HTMLElement): void {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) heading.focus({ preventScroll: true });
}
