// The server's figures: relayed messages, memory per agent, five thousand agents with fifty calls a second.
import { countFromEnv } from '../measure/countFromEnv.ts';
import type { Section } from '../report/section.ts';
import { measureCrowd } from './measureCrowd.ts';
import { measureRelay } from './measureRelay.ts';
import { withServerRig } from './serverRig.ts';

export async function measureServer(): Promise<Section> {
  const agents = countFromEnv('VISAVIS_BENCH_AGENTS', 5000);
  const pairs = Math.min(agents, countFromEnv('VISAVIS_BENCH_PAIRS', 400));
  const relay = await withServerRig(pairs, measureRelay);
  const crowd = await withServerRig(agents, measureCrowd);
  return {
    id: 'server',
    title: 'Server',
    method: [
      'Our server is `signalling/main.ts` as it ships: real store on disk, real limits. The bare one is `ws` with the same options, which passes each frame on unread and acknowledges it, so that both put the same frames on the wire. The load generator is a third process and gives each person an address of their own (127.x.y.z).',
      ...relay.method,
      ...crowd.method,
    ],
    figures: [...relay.figures, ...crowd.figures],
    tables: [...relay.tables, ...crowd.tables],
  };
}
