// The app itself: its start, its memory, and two hundred calls in a row.
import type { Section } from '../report/section.ts';
import { measureCallsInARow } from './callsInARow.ts';
import { measureColdStart } from './coldStart.ts';

export async function measureApp(): Promise<Section> {
  const starts = await measureColdStart();
  const calls = await measureCallsInARow();
  return {
    id: 'app',
    title: 'The app',
    method: [...starts.method, ...calls.method],
    figures: [...starts.figures, ...calls.figures],
    tables: [...starts.tables, ...calls.tables],
  };
}
