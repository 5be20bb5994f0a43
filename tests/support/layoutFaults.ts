// What is wrong with how a page lies in its window, in both languages: controls out of reach, controls that cover each other,
// words that are cut and can be read nowhere. Runs in the page; knows nothing of our components.
import type { Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';

type Pair = readonly [english: string, french: string];

const LOCALES = new URL('../../resources/locales/', import.meta.url);

/** Every message in both languages. */
const MESSAGES: readonly Pair[] = [
  '',
  ...readdirSync(LOCALES, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [`${entry.name}/`] : [])),
].flatMap((folder) => {
  const [en, fr] = ['en', 'fr'].map((language) => readMessages(`${folder}${language}.json`));
  return Object.entries(en ?? {}).flatMap(([key, english]): Pair[] => {
    const french = fr?.[key];
    return typeof english === 'string' && typeof french === 'string' ? [[english, french]] : [];
  });
});

/** Folders that hold no messages have nothing. */
function readMessages(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(new URL(path, LOCALES), 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/**
 * The faults in the page as it lies there and, its words changed in place, in the other language; it is then as it was. In place
 * of a reload: every state is reached once.
 */
export async function layoutFaults(page: Page, language: 'en' | 'fr'): Promise<string[]> {
  const other = language === 'en' ? 'fr' : 'en';
  const isKnown = await page.evaluate(() => (globalThis as WithMessages).messagePairs !== undefined);
  if (!isKnown) await page.evaluate((pairs) => ((globalThis as WithMessages).messagePairs = pairs), MESSAGES);
  const found = await page.evaluate(judgeBoth, language);
  return [...found.here.map((fault) => `${language}: ${fault}`), ...found.there.map((fault) => `${other}: ${fault}`)];
}

/** What a page that is looked at more than once has been told, and what it has worked out: a thousand patterns, and words by their translation. */
type WithMessages = typeof globalThis & {
  messagePairs?: readonly Pair[];
  translators?: Partial<Record<'en' | 'fr', (text: string) => string | undefined>>;
};

/** Whole in itself: it is carried into the page as text. */
function judgeBoth(language: 'en' | 'fr'): { here: string[]; there: string[] } {
  const known = globalThis as WithMessages;
  known.translators ??= {};
  const inOther = (known.translators[language] ??= translator());
  const here = judge();
  const putBack = translate();
  const there = judge();
  for (const restore of putBack) restore();
  return { here, there };

  function translator(): (text: string) => string | undefined {
    const pairs = (known.messagePairs ?? []).map(([en, fr]) => (language === 'en' ? [en, fr] : [fr, en]) as Pair);
    const whole = new Map(pairs);
    const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    const templates = pairs
      .filter(([from]) => /\{\w+\}/.test(from) && from.replace(/\{\w+\}/g, '').trim().length > 2)
      .map(([from, to]) => {
        const names = [...from.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const pattern = from
          .split(/\{\w+\}/)
          .map(escaped)
          .join('(.+)');
        return { regex: new RegExp(`^${pattern}$`, 's'), names, to };
      });
    const filledIn = (text: string): string | undefined => {
      for (const { regex, names, to } of templates) {
        const values = regex.exec(text)?.slice(1);
        if (values) return to.replace(/\{(\w+)\}/g, (_, name: string) => values[names.indexOf(name)] ?? '');
      }
      return undefined;
    };
    const met = new Map<string, string | undefined>();
    return (text) => {
      const trimmed = text.trim();
      if (trimmed.length < 2) return undefined;
      if (!met.has(trimmed)) met.set(trimmed, whole.get(trimmed) ?? filledIn(trimmed));
      return met.get(trimmed);
    };
  }

  function translate(): (() => void)[] {
    const undo: (() => void)[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node as Text;
      const said = inOther(text.data);
      if (said === undefined) continue;
      const before = text.data;
      text.data = said;
      undo.push(() => (text.data = before));
    }
    for (const element of document.querySelectorAll<HTMLElement>('[title], [placeholder]')) {
      for (const name of ['title', 'placeholder']) {
        const before = element.getAttribute(name);
        const said = before === null ? undefined : inOther(before);
        if (before === null || said === undefined) continue;
        element.setAttribute(name, said);
        undo.push(() => element.setAttribute(name, before));
      }
    }
    return undo;
  }

  function judge(): string[] {
    const faults: string[] = [];
    const wide = document.documentElement.clientWidth;
    const high = document.documentElement.clientHeight;
    type Box = { left: number; top: number; right: number; bottom: number };
    const boxOf = ({ left, top, right, bottom }: DOMRect): Box => ({ left, top, right, bottom });
    /** Of what is modal only the topmost can be used. */
    const layers = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]')].filter(
      (layer) => layer.getClientRects().length > 0,
    );
    const root: Element = layers.at(-1) ?? document.body;

    const isSeen = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('[aria-hidden="true"], .visually-hidden, [inert]') === null;
    const nameOf = (element: Element): string => {
      const words = element.getAttribute('aria-label') ?? element.textContent.trim();
      return `${element.tagName.toLowerCase()} “${words.slice(0, 60)}”`;
    };

    /** What of the box can be seen, after scrolling if need be; or by how much it is cut, and by what. */
    function seenPart(
      element: Element,
      box: Box,
      isText = false,
    ): { seen: Box; cut: string | undefined; isScrolled: boolean } {
      let seen = box;
      let cut: string | undefined;
      let isScrolled = false;
      const clip = (by: Box, who: string, scrollsX: boolean, scrollsY: boolean): boolean => {
        const outX = seen.left < by.left - 1.5 || seen.right > by.right + 1.5;
        const outY = seen.top < by.top - 1.5 || seen.bottom > by.bottom + 1.5;
        if ((outX && !scrollsX) || (outY && !scrollsY)) cut ??= who;
        if ((outX && scrollsX) || (outY && scrollsY)) isScrolled = true;
        seen = {
          left: Math.max(seen.left, by.left),
          top: Math.max(seen.top, by.top),
          right: Math.min(seen.right, by.right),
          bottom: Math.min(seen.bottom, by.bottom),
        };
        return isScrolled;
      };
      let isFixed = false;
      for (let parent: Element | null = element; parent && parent !== document.documentElement;) {
        const style = getComputedStyle(parent);
        if ((isText || parent !== element) && !isFixed && parent !== document.body) {
          const hides = (overflow: string): boolean => overflow !== 'visible';
          const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
          const isClipping =
            hides(style.overflowX) || hides(style.overflowY) || /strict|content|paint/.test(style.contain);
          if (isClipping) {
            const by = boxOf(parent.getBoundingClientRect());
            // What can be scrolled to is in sight then, wherever it lies now.
            if (clip(by, nameOf(parent), scrolls(style.overflowX), scrolls(style.overflowY)))
              return { seen, cut, isScrolled: true };
          }
        }
        if (style.position === 'fixed') isFixed = true;
        parent = parent.parentElement;
      }
      const pageScrolls = !isFixed && document.documentElement.scrollHeight > high;
      clip({ left: 0, top: 0, right: wide, bottom: high }, 'the window', false, pageScrolls);
      return { seen, cut, isScrolled };
    }

    const controls = [
      ...root.querySelectorAll(
        'button, a[href], input:not([type="hidden"]), select, textarea, [role="menuitem"], [role="option"], [role="tab"]',
      ),
    ].filter((element) => isSeen(element) && element.closest('.page [role], .field-place') === null);
    const places: { control: Element; seen: Box }[] = [];
    for (const control of controls) {
      const box = boxOf(control.getBoundingClientRect());
      if (box.right - box.left < 2 || box.bottom - box.top < 2) continue;
      const { seen, cut, isScrolled } = seenPart(control, box);
      if (cut !== undefined) faults.push(`${nameOf(control)} is cut by ${cut}`);
      else if (!isScrolled) {
        places.push({ control, seen });
        const [x, y] = [(seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2];
        const top = document.elementFromPoint(x, y);
        const isItself = top !== null && (control.contains(top) || top.contains(control));
        if (!isItself && top !== null) faults.push(`${nameOf(control)} is covered by ${nameOf(top)}`);
      }
    }
    for (const [index, one] of places.entries()) {
      for (const other of places.slice(index + 1)) {
        if (one.control.contains(other.control) || other.control.contains(one.control)) continue;
        const width = Math.min(one.seen.right, other.seen.right) - Math.max(one.seen.left, other.seen.left);
        const height = Math.min(one.seen.bottom, other.seen.bottom) - Math.max(one.seen.top, other.seen.top);
        if (width > 3 && height > 3) faults.push(`${nameOf(one.control)} overlaps ${nameOf(other.control)}`);
      }
    }

    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = (node as Text).data.trim();
      if (
        !element ||
        text === '' ||
        !isSeen(element) ||
        element.closest('option, .page, style, script, .uplot') !== null
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].map(boxOf).filter(({ left, right }) => right - left > 1);
      const isCut = boxes.some((box) => seenPart(element, box, true).cut !== undefined);
      const own = getComputedStyle(element);
      const isShortened =
        own.overflowX !== 'visible' &&
        (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 4);
      if (!isCut && !isShortened) continue;
      const told = element.closest('[title]')?.getAttribute('title') ?? '';
      if (!told.includes(text)) faults.push(`the words “${text.slice(0, 80)}” are cut`);
    }
    return [...new Set(faults)];
  }
}
