// What is written from right to left on a page that is not, and turns the words beside it round. Runs in the page.
import type { Page } from '@playwright/test';

/** Texts that are not isolated, and those whose neighbours are not where they are read. */
export function turnedRound(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;
    const faults: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? '';
      const element = node.parentElement;
      if (!RIGHT_TO_LEFT.test(text) || !element || element.closest('svg, script, style, option, textarea')) continue;
      const outside = text.replaceAll(/\u2068[^\u2069]*\u2069/g, '');
      if (RIGHT_TO_LEFT.test(outside) && !element.closest('bdi, [dir="auto"]')) faults.push(`not isolated: ${text}`);
      faults.push(...neighbours(node, text));
    }
    return faults;

    /** What stands before and after an isolated name, on the same line, is left and right of it. */
    function neighbours(node: Node, text: string): string[] {
      const [from, to] = [text.indexOf('\u2068'), text.indexOf('\u2069')];
      if (from < 0 || to < from) return [];
      const boxOf = (start: number, end: number): DOMRect | undefined => {
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
        return boxes.length === 1 ? boxes[0] : undefined;
      };
      const [before, name, after] = [boxOf(0, from), boxOf(from + 1, to), boxOf(to + 1, text.length)];
      if (!name) return [];
      const isLeft = !before || before.bottom <= name.top || before.right <= name.left + 1;
      const isRight = !after || after.top >= name.bottom || after.left >= name.right - 1;
      return isLeft && isRight ? [] : [`out of order: ${text}`];
    }
  });
}
