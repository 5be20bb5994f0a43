// The page has changed wholly: it is shown from its top, and keyboard and screen reader start at its heading.
export function takeFocus(heading: HTMLElement): void {
  window.scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}
