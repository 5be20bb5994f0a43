// The page has changed wholly: keyboard and screen reader start at its heading.
export function takeFocus(heading: HTMLElement): void {
  heading.focus({ preventScroll: true });
}
