// Numbers from numbers: quantiles, slopes, and how they are written.
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Least squares: by how much `values` rise a step of `xs`. */
export function slope(xs: readonly number[], values: readonly number[]): number {
  const meanX = mean(xs);
  const meanY = mean(values);
  let above = 0;
  let below = 0;
  xs.forEach((x, index) => {
    above += (x - meanX) * ((values[index] ?? 0) - meanY);
    below += (x - meanX) ** 2;
  });
  return below === 0 ? 0 : above / below;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A row of a distribution: name, count, least, median, p95, most. */
export function distributionRow(name: string, values: readonly number[], unit = 'ms', digits = 0): string[] {
  const show = (value: number): string => (Number.isNaN(value) ? '–' : `${value.toFixed(digits)} ${unit}`);
  const shares = [0, 0.5, 0.95, 1].map((share) => show(quantile(values, share)));
  return [name, String(values.length), ...shares];
}

export const DISTRIBUTION_HEADER = ['', 'runs', 'least', 'median', 'p95', 'most'];

export function ms(value: number, digits = 0): string {
  return `${value.toFixed(digits)} ms`;
}

export function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
