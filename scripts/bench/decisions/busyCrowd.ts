// Five thousand agents at the server as it ships, of whom five hundred write, with a line that only those may serve: how soon does
// it ring for fifty others a second?
import { ms } from '../measure/statistics.ts';
import { atMost, type Section } from '../report/section.ts';
import type { ServerRig } from '../server/serverRig.ts';

export const BUSY_CROWD = { agents: 5000, writing: 500, waiting: 500 } as const;
const CALLS_PER_SECOND = 50;
const SECONDS = 20;
const TALK_MS = 1000;
const RINGING_GOAL_MS = 50;
const CONNECT_LIMIT_MS = 240_000;
const CALLS_LIMIT_MS = 240_000;

/** The first agents alone have the skill that the long line asks for. */
export const BUSY_SETTINGS = `
queues:
  - { id: bench, name: { en: Bench, fr: Banc }, reasons: [{ id: done, name: { en: Done, fr: Fait } }] }
  - id: long
    name: { en: Long, fr: Longue }
    reasons: [{ id: done, name: { en: Done, fr: Fait } }]
    skills: { patience: 1 }
    maxWaiting: 5000
agents: [${Array.from({ length: BUSY_CROWD.writing }, (_, number) => `{ userName: bench${number}, skills: { patience: 1 } }`).join(', ')}]
work: { mostBits: 0 }
`;

export async function measureBusyCrowd(rig: ServerRig): Promise<Pick<Section, 'method' | 'figures' | 'tables'>> {
  const { ours, generator, sessionTokens } = rig;
  const { writing, waiting } = BUSY_CROWD;
  const { origin } = ours;
  await generator.order('joinLine', { origin, topicId: 'long', count: waiting }, CONNECT_LIMIT_MS);
  await generator.order('connectAgents', { origin, sessionTokens }, CONNECT_LIMIT_MS);
  await generator.order('beginWriting', { count: writing }, CONNECT_LIMIT_MS);
  await generator.order('makeAvailable', undefined, CONNECT_LIMIT_MS);
  console.log(
    `  ${sessionTokens.length} agents, ${writing} writing, ${waiting} waiting; ${CALLS_PER_SECOND} calls a second …`,
  );
  const before = await ours.read('cpu');
  const order = { origin, callsPerSecond: CALLS_PER_SECOND, seconds: SECONDS, talkMs: TALK_MS };
  const load = await generator.order('runCalls', order, CALLS_LIMIT_MS);
  const after = await ours.read('cpu');
  const planned = CALLS_PER_SECOND * SECONDS;
  const errors = Object.values(load.troubles).reduce((sum, number) => sum + number, 0) + planned - load.completed;
  const named = Object.entries(load.troubles).map(([name, number]) => `${number} × ${name}`);
  const crowd = `${sessionTokens.length} agents, ${writing} writing, ${waiting} waiting, ${CALLS_PER_SECOND} calls a second`;
  return {
    method: [
      `Crowd: ${crowd} for ${SECONDS} s, the server and the generator as under “Server”. Those who wait are in a line that only those who write may serve; these renew their leases every 5 s and may serve the other line as well, so each call changes how many callers wait for them.`,
    ],
    figures: [
      atMost(
        `asked to ringing, p99, ${crowd}`,
        `< ${RINGING_GOAL_MS} ms`,
        RINGING_GOAL_MS,
        load.ringing.p99Ms,
        ms(load.ringing.p99Ms),
      ),
      atMost(
        'calls set up and torn down under that load',
        'no error',
        0,
        errors,
        `${load.completed} of ${planned} calls, ${errors === 0 ? 'no error' : [`${errors} errors`, ...named].join(', ')}`,
      ),
    ],
    tables: [
      {
        caption: crowd,
        header: ['', 'median', 'p99'],
        rows: [
          ['asked to ringing', ms(load.ringing.medianMs), ms(load.ringing.p99Ms)],
          ['connecting to last signal of the agent', ms(load.signalled.medianMs), ms(load.signalled.p99Ms)],
          [
            'processor time of the server a call',
            ms((after.cpuMs - before.cpuMs) / Math.max(1, load.completed), 1),
            '',
          ],
          ['notices a call, to everybody', (load.notices / Math.max(1, load.completed)).toFixed(1), ''],
        ],
      },
    ],
  };
}
