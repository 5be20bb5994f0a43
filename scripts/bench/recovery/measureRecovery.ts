// What it costs when things die during a call: the server, the network path.
import type { Section } from '../report/section.ts';
import { measureKills } from './killBench.ts';
import { measurePaths } from './pathBench.ts';

export async function measureRecovery(): Promise<Section> {
  const kills = await measureKills();
  const paths = await measurePaths();
  return {
    id: 'recovery',
    title: 'Recovery',
    method: [...kills.method, ...paths.method],
    figures: [...kills.figures, ...paths.figures],
    tables: [...kills.tables, ...paths.tables],
  };
}
