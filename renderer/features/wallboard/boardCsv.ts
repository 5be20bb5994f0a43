// The wallboard as a table for spreadsheets (RFC 4180). Knows the protocol's board; knows no page.
import type { Board, Language, Words } from '../../../signalling/protocol/index.ts';

/** One row a quarter of an hour, then one a queue. Times are ISO 8601 in UTC. Starts with a byte order mark: Excel asks for it. */
export function boardCsv(board: Board, language: Language): string {
  const inWords = (words: Words): string => words[language];
  const rows: (string | number)[][] = [
    ['kind', 'name', 'start', 'arrived', 'answered', 'within', 'abandoned', 'waiting'],
    ...board.intervals.map(({ startMs, arrived, answered, within, abandoned }) => [
      'interval',
      '',
      new Date(startMs).toISOString(),
      arrived,
      answered,
      within,
      abandoned,
      '',
    ]),
    ...board.queues.map(({ name, arrived, answered, within, abandoned, waiting }) => [
      'queue',
      inWords(name),
      '',
      arrived,
      answered,
      within,
      abandoned,
      waiting,
    ]),
  ];
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** Quoted where needed; a leading sign is no formula for the program that opens it. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
