// Text for which our fonts have no letters: the browser's own fonts measure and draw it. Knows the canvas.

export type ForeignText = {
  /** Points. */
  widthOf: (text: string, sizePoints: number) => number;
};

/** Above and below the baseline, of the size: room for any script. */
export const FOREIGN_ASCENT = 1.1;
export const FOREIGN_DESCENT = 0.45;
/** Widths scale: measured large, they do not depend on how a screen rounds. */
const MEASURED_SIZE = 100;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

export function foreignFont(sizePoints: number): string {
  return `${sizePoints}px sans-serif`;
}

/** As the first letter says that has a direction. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const first = /[\p{L}]/u.exec(text)?.[0] ?? '';
  return RIGHT_TO_LEFT.test(first) ? 'rtl' : 'ltr';
}

let measuring: CanvasRenderingContext2D | null | undefined;

export const browserForeignText: ForeignText = {
  widthOf: (text, sizePoints) => {
    measuring ??= document.createElement('canvas').getContext('2d');
    if (!measuring) return text.length * sizePoints;
    measuring.font = foreignFont(MEASURED_SIZE);
    return (measuring.measureText(text).width * sizePoints) / MEASURED_SIZE;
  },
};
