// The trade-off between the two errors, both axes logarithmic, as an SVG.
import type { Rates } from './errorRates.ts';

const SIZE = 420;
const MARGIN = 56;
const LOWEST = 1e-4;
const DECADES = [1e-4, 1e-3, 1e-2, 1e-1, 1];

export function detPlot(curve: readonly Rates[]): string {
  const span = SIZE - 2 * MARGIN;
  const along = (rate: number): number => (Math.log10(Math.max(LOWEST, rate)) / -Math.log10(LOWEST) + 1) * span;
  const x = (rate: number): string => (MARGIN + along(rate)).toFixed(1);
  const y = (rate: number): string => (SIZE - MARGIN - along(rate)).toFixed(1);
  const points = curve.map(({ falseMatch, falseNonMatch }) => `${x(falseMatch)},${y(falseNonMatch)}`).join(' ');
  const grid = DECADES.flatMap((rate) => [
    `<path d="M${x(rate)} ${y(1)}V${y(LOWEST)}M${x(LOWEST)} ${y(rate)}H${x(1)}" stroke="#c9d2cf"/>`,
    `<text x="${x(rate)}" y="${SIZE - MARGIN + 18}" text-anchor="middle">${percent(rate)}</text>`,
    `<text x="${MARGIN - 8}" y="${y(rate)}" text-anchor="end" dominant-baseline="middle">${percent(rate)}</text>`,
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" font-family="sans-serif" font-size="12" fill="#16211f">`,
    `<rect width="${SIZE}" height="${SIZE}" fill="#fff"/>`,
    ...grid,
    `<polyline points="${points}" fill="none" stroke="#0f6e63" stroke-width="2.5" stroke-linejoin="round"/>`,
    `<text x="${SIZE / 2}" y="${SIZE - 10}" text-anchor="middle">false matches</text>`,
    `<text transform="translate(16 ${SIZE / 2}) rotate(-90)" text-anchor="middle">false non-matches</text>`,
    '</svg>\n',
  ].join('\n');
}

function percent(rate: number): string {
  return `${String(Number((100 * rate).toPrecision(1)))} %`;
}
