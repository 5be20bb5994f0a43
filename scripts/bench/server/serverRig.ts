// What the server's measurements work on: our server, the bare one, and the generator between them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProbed, type ProbedProcess } from '../measure/probedProcess.ts';
import { addAgents } from './agentsInStore.ts';
import { startGenerator, type Generator } from './generatorProcess.ts';

export type ServerRig = {
  readonly ours: ProbedProcess;
  readonly bare: ProbedProcess;
  readonly generator: Generator;
  readonly sessionTokens: string[];
};

/** One queue; and what comes here is a crowd on purpose, of which no work is asked. */
const SETTINGS = `
queues: [{ id: bench, name: { en: Bench, fr: Banc }, reasons: [{ id: done, name: { en: Done, fr: Fait } }] }]
work: { mostBits: 0 }
`;

/** Starts all three with a store of `agents`, and ends them whatever happens. */
export async function withServerRig<T>(
  agents: number,
  measure: (rig: ServerRig) => Promise<T>,
  configText = SETTINGS,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'visavis-bench-'));
  const ends: (() => Promise<void>)[] = [];
  try {
    const sessionTokens = await addAgents(dataDir, agents);
    const config = join(dataDir, 'visavis.yaml');
    writeFileSync(config, configText);
    const settings = { VISAVIS_DEMO: '0', VISAVIS_HOST: '127.0.0.1', VISAVIS_PORT: '0', VISAVIS_LOG_LEVEL: 'info' };
    const ours = await startProbed('signalling/main.ts', {
      ...settings,
      VISAVIS_DATA_DIR: dataDir,
      VISAVIS_CONFIG: config,
    });
    ends.push(() => ours.stop());
    const bare = await startProbed('scripts/bench/server/relayServer.ts');
    ends.push(() => bare.stop());
    const generator = startGenerator();
    ends.push(() => generator.stop());
    return await measure({ ours, bare, generator, sessionTokens });
  } finally {
    for (const end of ends.reverse()) await end();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
