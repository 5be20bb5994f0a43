// Figures as tables that read well in a terminal and in Markdown. Knows no simulation.
import type { Figures } from './figures.ts';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

export const FIGURES_HEAD = ['service level', 'wait at all', 'mean', 'p50', 'p90', 'p99', 'longest'] as const;

export function figuresRow({ serviceLevel, waitShare, ...waits }: Figures): readonly string[] {
  const { meanMs, p50Ms, p90Ms, p99Ms, longestMs } = waits;
  return [percent(serviceLevel), percent(waitShare), ...[meanMs, p50Ms, p90Ms, p99Ms, longestMs].map(seconds)];
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
