// Rooms of three: how soon everybody sees everybody, how many one worker carries against bare mediasoup, and what closed ones leave behind.
import { Failure } from '../../bootstrap/progress.mjs';
import { findMediaWorker } from '../../setup/mediaWorkerFile.ts';
import { countFromEnv } from '../measure/countFromEnv.ts';
import { DISTRIBUTION_HEADER, distributionRow, mb, median, ms, quantile, slope } from '../measure/statistics.ts';
import { atLeast, atMost, noGoal, type Figure, type Section } from '../report/section.ts';
import { LEGS, measureCapacity, MOST_LOST, percent, type Capacity, type Level } from './capacity.ts';
import { measureJoins, type Joins } from './joinTimes.ts';
import { measureMemory, type RoomMemory } from './roomMemory.ts';
import { measureSwitches, type SwitchGaps } from './switchGap.ts';

const JOIN_GOAL_MS = 600;
/** A machine that is slow by itself is so for both. */
const JOIN_RATIO_GOAL = 1.25;
const RATIO_GOAL = 0.95;
/** More than this a room is a leak. */
const FLAT_BYTES = 4096;
const GAP_GOAL_MS = 100;
const CLOSED_ROOMS = 500;
/** Until then caches fill. */
const WARM_ROOMS = 100;

export async function measureRooms(): Promise<Section> {
  const workerFile = findMediaWorker();
  if (workerFile === undefined) throw new Failure('There is no media worker: “npm run media-worker” gets it.');
  const capacity = await measureCapacity(workerFile);
  const memory = await measureMemory(workerFile, CLOSED_ROOMS);
  const joins = await measureJoins(workerFile, countFromEnv('VISAVIS_BENCH_JOINS', 8));
  const gaps = await measureSwitches(workerFile, countFromEnv('VISAVIS_BENCH_SWITCHES', 8));
  return describe(capacity, memory, joins, gaps);
}

function describe(capacity: Capacity, memory: readonly RoomMemory[], joins: Joins, gaps: SwitchGaps): Section {
  return {
    id: 'rooms',
    title: 'Rooms',
    figures: [...joinFigures(joins), ...capacityFigures(capacity), ...gapFigures(gaps), ...memoryFigures(memory)],
    tables: [
      {
        caption: 'Three who join at once',
        header: DISTRIBUTION_HEADER,
        rows: [distributionRow('last first picture', joins.ours), distributionRow('bare', joins.bare)],
      },
      {
        caption: 'Longest pause between two pictures in seven seconds, agent and customer',
        header: DISTRIBUTION_HEADER,
        rows: [
          distributionRow('two, directly', gaps.ofTwo),
          distributionRow('a third joins', gaps.joining),
          distributionRow('three, in a room', gaps.ofThree),
          distributionRow('the third leaves', gaps.leaving),
        ],
      },
      {
        caption: 'Rooms of three on one worker',
        header: ['rooms', 'frames lost, ours', 'bare', 'of a core, ours', 'bare', 'CPU a leg and second, ours', 'bare'],
        rows: levelRows(capacity),
      },
    ],
    method: [
      'Joining: three pages with the product’s own link in one browser without windows, made-up devices, the real media process; from when the last of them first asks its room, devices open, to when the last has decoded a picture of both others. Bare: pages of the same size with mediasoup-client as its documentation has it, the same camera, layers and keyframe delay, asks straight to mediasoup, and no data. In turns.',
      'Pauses: the product’s pages in one browser without windows, a camera of 30 pictures a second, the whole server; of the picture of whoever is talked with, wherever it stands on the page. A machine without a graphics card pauses by itself: the rows without a change say how long.',
      'Rooms on one worker: everybody sends sound (50 packets a second) and VGA (30 frames and 600 kbit/s) to two others. In place of browsers there is plain RTP, sealed as theirs is (SRTP, AES-256-GCM), made beforehand; both sides have the same tracks and ways. Ours: rooms as the media process makes them. Bare: a router, transports, producers and consumers by mediasoup alone. In turns, five rooms more each time, two seconds each, of two tries the better; frames are counted in five rooms, and nobody reads what goes to the others.',
      'Sender, readers and both workers share the machine, so that frames are lost before a worker has a core for itself. The ratio is of processor time, at all levels that both carried: that does not depend on what else runs.',
      `Memory: ${CLOSED_ROOMS} rooms of three made and closed, one after the other; growth is the slope after the first ${WARM_ROOMS}.`,
    ],
  };
}

function joinFigures({ ours, bare }: Joins): readonly Figure[] {
  const middle = median(ours);
  const ratio = middle / median(bare);
  return [
    atMost(
      'three join at once, against mediasoup and its client alone',
      `≤ ${JOIN_RATIO_GOAL} ×`,
      JOIN_RATIO_GOAL,
      ratio,
      `${ratio.toFixed(2)} × (bare ${ms(median(bare))})`,
    ),
    atMost('three join at once → last first picture, median', `≤ ${JOIN_GOAL_MS} ms`, JOIN_GOAL_MS, middle, ms(middle)),
    noGoal('three join at once → last first picture, p95', ms(quantile(ours, 0.95))),
  ];
}

function gapFigures({ joining, leaving }: SwitchGaps): readonly Figure[] {
  const [joins, leaves] = [quantile(joining, 0.95), quantile(leaving, 0.95)];
  const goal = `≤ ${GAP_GOAL_MS} ms`;
  return [
    atMost('a third joins: longest pause of a picture, p95', goal, GAP_GOAL_MS, joins, ms(joins)),
    atMost('the third leaves: longest pause of a picture, p95', goal, GAP_GOAL_MS, leaves, ms(leaves)),
  ];
}

function capacityFigures({ ours, bare }: Capacity): readonly Figure[] {
  const both = ours.flatMap((own, index) => {
    const other = bare[index];
    return other !== undefined && isCarried(own) && isCarried(other) ? [{ own, other }] : [];
  });
  const ratio = median(both.map(({ own, other }) => other.cpuMsPerLeg / own.cpuMsPerLeg));
  const last = both.at(-1);
  const perCore = last === undefined ? Number.NaN : last.own.rooms / last.own.core;
  const perLeg = last === undefined ? Number.NaN : last.own.cpuMsPerLeg;
  return [
    atLeast(
      'rooms of three that a core’s time carries, against bare mediasoup',
      `≥ ${RATIO_GOAL} ×`,
      RATIO_GOAL,
      ratio,
      `${ratio.toFixed(2)} × (about ${Math.round(perCore)} rooms a core, ${Math.round(perCore * LEGS)} legs)`,
    ),
    noGoal(
      `rooms of three before ${percent(MOST_LOST)} of frames are lost, on this machine`,
      `${most(ours)}, bare ${most(bare)}`,
    ),
    noGoal('processor time of the worker for a second of one leg', ms(perLeg, 1)),
  ];
}

function isCarried({ lost }: Level): boolean {
  return lost <= MOST_LOST;
}

function most(levels: readonly Level[]): number {
  return Math.max(0, ...levels.filter(isCarried).map(({ rooms }) => rooms));
}

function levelRows({ ours, bare }: Capacity): readonly (readonly string[])[] {
  const longer = ours.length > bare.length ? ours : bare;
  return longer.map(({ rooms }, index) => {
    const [own, other] = [ours[index], bare[index]];
    const show = (of: Level | undefined, read: (level: Level) => string): string => (of === undefined ? '–' : read(of));
    return [
      String(rooms),
      ...[own, other].map((of) => show(of, ({ lost }) => percent(lost))),
      ...[own, other].map((of) => show(of, ({ core }) => percent(core))),
      ...[own, other].map((of) => show(of, ({ cpuMsPerLeg }) => ms(cpuMsPerLeg, 1))),
    ];
  });
}

function memoryFigures(memory: readonly RoomMemory[]): readonly Figure[] {
  const warm = memory.filter(({ rooms }) => rooms >= WARM_ROOMS);
  const xs = warm.map(({ rooms }) => rooms);
  const growth = (of: 'workerBytes' | 'processBytes'): number =>
    slope(
      xs,
      warm.map((sample) => sample[of]),
    );
  const last = memory.at(-1);
  const shown = (of: 'workerBytes' | 'processBytes'): string =>
    `${(growth(of) / 1000).toFixed(1)} kB a room (${mb(last?.[of] ?? Number.NaN)} in the end)`;
  const goal = `≤ ${FLAT_BYTES / 1024} KiB a room`;
  return [
    atMost(
      `the worker’s memory over ${CLOSED_ROOMS} rooms made and closed`,
      goal,
      FLAT_BYTES,
      growth('workerBytes'),
      shown('workerBytes'),
    ),
    noGoal('the media process’s, with what Node has not collected yet', shown('processBytes')),
  ];
}
