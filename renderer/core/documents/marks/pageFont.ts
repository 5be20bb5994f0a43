// The fonts in which we write on pages: what letters they have, how wide those are and what they look like. Knows fontkit.
import type { Font } from 'fontkit';
import { rounded, type FontName } from './mark.ts';

export type PageFont = {
  /** The file, to be embedded. */
  readonly bytes: Uint8Array;
  /** Of the size: from the baseline up, and down. */
  readonly ascent: number;
  readonly descent: number;
  /** False where it lacks a letter, and for writing that needs more than letters side by side (right to left, joined, stacked). */
  canWrite: (text: string) => boolean;
  /** Of the size. */
  widthOf: (text: string) => number;
  /** SVG path of the text, in points, from its start on its baseline. */
  outlineOf: (text: string, at: OutlinePlace) => string;
};
export type PageFonts = Readonly<Record<FontName, PageFont>>;
export type OutlinePlace = { x: number; baseline: number; sizePoints: number; stretch: number };

/** Marks that combine, signs that only steer, and scripts that run from the right. */
const NEEDS_SHAPING = /[\p{M}\p{Cc}\p{Cf}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;

/** What style sheets call the font of forms. */
export const TYPED_FONT = 'Visavis Page';

let loaded: Promise<PageFonts> | undefined;

/** Loaded with the first form, note or text. Rejects where the files are out of reach; the next call tries again. */
export async function loadPageFonts(): Promise<PageFonts> {
  loaded ??= fetchFonts();
  try {
    return await loaded;
  } catch (error) {
    loaded = undefined;
    throw error;
  }
}

async function fetchFonts(): Promise<PageFonts> {
  const { monoUrl, sansUrl } = await import('./fontFiles.ts');
  const [sans, mono] = await Promise.all([fetchBytes(sansUrl), fetchBytes(monoUrl)]);
  // For inputs that somebody types in, so that letters do not jump when they leave.
  document.fonts.add(await new FontFace(TYPED_FONT, sans.slice()).load());
  return pageFontsOf(sans, mono);
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`A font did not come: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

export async function pageFontsOf(sans: Uint8Array, mono: Uint8Array): Promise<PageFonts> {
  const { create } = await import('fontkit');
  const open = (bytes: Uint8Array): PageFont => pageFont(create(bytes as Parameters<typeof create>[0]) as Font, bytes);
  return { sans: open(sans), mono: open(mono) };
}

/** What fontkit gives for a letter, in font units. */
type GlyphStep = { command: keyof typeof LETTERS; args: readonly number[] };
const LETTERS = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' } as const;
type Letter = { width: number; steps: readonly GlyphStep[] };

function pageFont(font: Font, bytes: Uint8Array): PageFont {
  const letters = new Map<number, Letter>();
  const letterOf = (sign: number): Letter => {
    const known = letters.get(sign);
    if (known) return known;
    const { advanceWidth, path } = font.glyphForCodePoint(sign);
    const { commands } = path as unknown as { commands: readonly GlyphStep[] };
    const letter = { width: advanceWidth / font.unitsPerEm, steps: commands };
    letters.set(sign, letter);
    return letter;
  };
  return {
    bytes,
    ascent: font.ascent / font.unitsPerEm,
    descent: -font.descent / font.unitsPerEm,
    canWrite: (text) => !NEEDS_SHAPING.test(text) && signsOf(text).every((sign) => font.hasGlyphForCodePoint(sign)),
    widthOf: (text) => signsOf(text).reduce((total, sign) => total + letterOf(sign).width, 0),
    outlineOf: (text, { x, baseline, sizePoints, stretch }) => {
      let at = x;
      return signsOf(text)
        .map((sign) => {
          const { width, steps } = letterOf(sign);
          const path = placed(steps, { x: at, baseline, sizePoints: sizePoints / font.unitsPerEm, stretch });
          at += width * sizePoints * stretch;
          return path;
        })
        .join('');
    },
  };
}

function signsOf(text: string): number[] {
  return Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
}

function placed(steps: readonly GlyphStep[], { x, baseline, sizePoints, stretch }: OutlinePlace): string {
  return steps
    .map(({ command, args }) => {
      const moved = args.map((arg, index) =>
        rounded(index % 2 === 0 ? x + arg * sizePoints * stretch : baseline - arg * sizePoints),
      );
      return LETTERS[command] + moved.join(' ');
    })
    .join('');
}
