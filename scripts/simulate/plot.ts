// Lines over an axis, as text for the terminal and as SVG for a page. Knows no simulation.

export type PlotLine = { readonly label: string; readonly points: readonly (readonly [x: number, y: number])[] };
export type Plot = {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Both axes in powers of ten. */
  readonly logX?: boolean;
  readonly lines: readonly PlotLine[];
};

const MARKS = ['o', 'x', '+', '*'];
const COLOURS = ['#0b63ce', '#c2410c', '#15803d', '#7c3aed'];

type Frame = { readonly x: (value: number) => number; readonly y: (value: number) => number; readonly top: number };

/** Maps onto 0…1; y begins at 0. */
function frameOf({ lines, logX = false }: Plot): Frame {
  const points = lines.flatMap((line) => line.points);
  const scale = (value: number): number => (logX ? Math.log10(value) : value);
  const xs = points.map(([x]) => scale(x));
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  const top = Math.max(...points.map(([, y]) => y), Number.MIN_VALUE);
  return { x: (value) => (scale(value) - least) / (most - least || 1), y: (value) => value / top, top };
}

export function textPlot(plot: Plot): string {
  const [width, height] = [64, 14];
  const frame = frameOf(plot);
  const rows = Array.from({ length: height }, () => Array.from({ length: width }, () => ' '));
  for (const [index, { points }] of plot.lines.entries()) {
    for (const [x, y] of points) {
      const row = rows[height - 1 - Math.round(frame.y(y) * (height - 1))];
      if (row !== undefined) row[Math.round(frame.x(x) * (width - 1))] = MARKS[index % MARKS.length] ?? 'o';
    }
  }
  const xs = plot.lines.flatMap(({ points }) => points.map(([x]) => x));
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  const legend = plot.lines.map(({ label }, index) => `${MARKS[index % MARKS.length] ?? 'o'} ${label}`).join('   ');
  return [
    `${plot.title} (${plot.yLabel}; top ${short(frame.top)})`,
    ...rows.map((row) => ` |${row.join('')}`),
    ` +${'-'.repeat(width)}`,
    `  ${short(least)}${`${short(most)} ${plot.xLabel}`.padStart(width - short(least).length)}`,
    `  ${legend}`,
  ].join('\n');
}

export function svgPlot(plot: Plot): string {
  const [width, height, left, bottom] = [640, 360, 64, 300];
  const frame = frameOf(plot);
  const px = (x: number): number => left + frame.x(x) * 540;
  const py = (y: number): number => bottom - frame.y(y) * 250;
  const xs = [...new Set(plot.lines.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
  const ticks = xs.filter((_, index) => index % Math.ceil(xs.length / 7) === 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${left}" y="24" font-size="15">${escaped(plot.title)}</text>`,
    `<path d="M${left} 50V${bottom}H604" fill="none" stroke="#444"/>`,
    ...[0, 0.5, 1].map(
      (share) =>
        `<text x="${left - 6}" y="${bottom - share * 250 + 4}" text-anchor="end">${short(share * frame.top)}</text>`,
    ),
    ...ticks.map((x) => `<text x="${px(x).toFixed(1)}" y="${bottom + 18}" text-anchor="middle">${short(x)}</text>`),
    `<text x="604" y="${bottom + 36}" text-anchor="end">${escaped(plot.xLabel)}</text>`,
    `<text x="${left}" y="44">${escaped(plot.yLabel)}</text>`,
    ...plot.lines.flatMap(({ label, points }, index) => {
      const colour = COLOURS[index % COLOURS.length] ?? '#000';
      const path = points
        .map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${px(x).toFixed(1)} ${py(y).toFixed(1)}`)
        .join('');
      return [
        `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        `<text x="${left + 8 + index * 180}" y="${height - 8}" fill="${colour}">${escaped(label)}</text>`,
      ];
    }),
    '</svg>\n',
  ].join('\n');
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
