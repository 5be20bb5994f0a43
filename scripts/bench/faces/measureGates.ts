// Whom a check lets begin: real pictures of people by group, before other walls and in other light, through all gates of the product.
import type { Change, ReadPicture } from '../../../renderer/testing/faces/facesPage.ts';
import { atLeast, type Section } from '../report/section.ts';
import type { Person } from './people.ts';

const WALLS: readonly { readonly name: string; readonly change: Change }[] = [
  { name: 'as it is', change: {} },
  { name: 'black wall', change: { background: 0 } },
  { name: 'grey wall', change: { background: 128 } },
  { name: 'white wall', change: { background: 255 } },
];
const LIGHTS: readonly { readonly name: string; readonly change: Change }[] = [
  { name: '', change: {} },
  { name: ', a stop darker', change: { stops: -1 } },
  { name: ', a stop brighter', change: { stops: 1 } },
];
const CONDITIONS = WALLS.flatMap((wall) =>
  LIGHTS.map((light) => ({ name: wall.name + light.name, change: { ...wall.change, ...light.change } })),
);
const GOAL = 0.99;

type Look = { readonly group: string; readonly condition: string; readonly guidance: ReadPicture['guidance'] };

/** @param read one picture as a check reads it */
export async function measureGates(
  people: readonly Person[],
  read: (jpeg: string, change: Change) => Promise<ReadPicture>,
): Promise<Pick<Section, 'figures' | 'tables' | 'method'>> {
  const looks: Look[] = [];
  for (const { ethnicity, enrolled, probe } of people) {
    for (const { name, change } of CONDITIONS) {
      for (const jpeg of [enrolled, probe]) {
        looks.push({ group: ethnicity, condition: name, guidance: (await read(jpeg, change)).guidance });
      }
    }
  }
  return describeGates(looks);
}

function describeGates(looks: readonly Look[]): Pick<Section, 'figures' | 'tables' | 'method'> {
  const groups = [...new Set(looks.map(({ group }) => group))].sort();
  const of = (condition: string, group?: string): readonly Look[] =>
    looks.filter((look) => look.condition === condition && (group === undefined || look.group === group));
  const lowest = groups
    .map((group) => ({ group, among: looks.filter((look) => look.group === group) }))
    .map(({ group, among }) => ({ group, rate: shareThatBegins(among), words: begins(among) }))
    .toSorted((one, other) => one.rate - other.rate)[0];
  return {
    figures: [
      atLeast(
        'pictures that pass every gate, in the group of which fewest do',
        '≥ 99 %',
        GOAL,
        lowest?.rate ?? 0,
        lowest ? `${lowest.group}: ${lowest.words}` : 'nobody',
      ),
    ],
    tables: [
      {
        caption: 'Who may begin, by group; what the others are asked for',
        header: ['picture', ...groups, 'asked for'],
        rows: CONDITIONS.map(({ name }) => [
          name,
          ...groups.map((group) => begins(of(name, group))),
          [...new Set(of(name).flatMap(({ guidance }) => guidance ?? []))].join(', ') || '–',
        ]),
      },
    ],
    method: [
      'Gates: both pictures of every person as they are, cut out before a black, a grey and a white wall, and with the person a stop darker and brighter (in linear light), each read and judged as the first picture of a check.',
    ],
  };
}

function shareThatBegins(looks: readonly Look[]): number {
  return looks.filter(({ guidance }) => guidance === null).length / Math.max(1, looks.length);
}

function begins(looks: readonly Look[]): string {
  return `${looks.filter(({ guidance }) => guidance === null).length} of ${looks.length}`;
}
