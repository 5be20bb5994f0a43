// A list whose newest entry stands at its end.

/** This near to the end nobody is reading further up, CSS pixels. */
const NEAR_PX = 160;

/** The newest stays in sight as long as nobody reads further up: when something comes, and when the list becomes lower. */
export function keepEndInSight(list: HTMLElement): () => void {
  let isAtEnd = true;
  const toEnd = (): void => {
    if (isAtEnd) list.scrollTop = list.scrollHeight;
  };
  // A list that becomes lower is scrolled by the browser only where it must: the place is kept from before.
  const onScroll = (): void => {
    isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
  };
  const sizes = new ResizeObserver(toEnd);
  sizes.observe(list);
  for (const child of list.children) sizes.observe(child);
  list.addEventListener('scroll', onScroll, { passive: true });
  toEnd();
  return () => {
    sizes.disconnect();
    list.removeEventListener('scroll', onScroll);
  };
}
