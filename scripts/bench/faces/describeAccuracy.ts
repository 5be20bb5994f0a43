// Error rates at the product's thresholds, for all and by group, in words that say how much the counts allow.
import type { Thresholds } from '../../../signalling/protocol/index.ts';
import { atMost, noGoal, type Figure, type Section } from '../report/section.ts';
import { highestWithNone, ratesAt } from './errorRates.ts';
import type { Person } from './people.ts';

export type Compared = {
  readonly one: Person;
  readonly other: Person;
  readonly isSame: boolean;
  readonly likeness: number;
};

/** Fewer people than this say nothing of their group. */
const FEWEST_PEOPLE = 10;
const GOAL = { falseMatch: 1e-4, falseNonMatch: 0.01 };

export function describeAccuracy(
  compared: readonly Compared[],
  { match, inconclusive, strict }: Thresholds,
  equalErrors: number,
  withoutFace: number,
): Pick<Section, 'figures' | 'tables' | 'method'> {
  const rates = ratesOf(compared, match);
  const { genuine, strangers } = split(compared);
  const said = genuine.filter((likeness) => likeness < match && likeness >= inconclusive).length;
  return {
    figures: [
      falseMatches(rates.falseMatch, strangers.length),
      atMost(
        'false non-matches',
        '≤ 1 %',
        GOAL.falseNonMatch,
        rates.falseNonMatch,
        withCount(rates.falseNonMatch, genuine.length),
      ),
      noGoal('of these inconclusive, not “no match”', `${said} of ${genuine.length} people`),
      noGoal('equal error rate', percent(equalErrors)),
      noGoal('people in whose picture no face was found', String(withoutFace)),
    ],
    tables: [
      {
        caption: 'By threshold',
        header: ['likeness', 'false matches', 'false non-matches'],
        rows: [inconclusive, match, strict].map((threshold) => {
          const at = ratesAt(threshold, genuine, strangers);
          return [
            String(threshold),
            withCount(at.falseMatch, strangers.length),
            withCount(at.falseNonMatch, genuine.length),
          ];
        }),
      },
      {
        caption: `By group, at ${match}; strangers of the same group only`,
        header: ['group', 'people', 'false matches', 'false non-matches'],
        rows: groupRows(compared, match),
      },
    ],
    method: [
      'Accuracy: each person’s neutral picture against every person’s smiling one (Face Research Lab London Set, DeBruine & Jones, doi 10.6084/m9.figshare.5047666, CC BY 4.0). Each side is the average of five frames made of its picture – as it is, mirrored, enlarged, made smaller and moved – as a template and a check (at least five each) average the frames of a call; of three poses there are no pictures. Pictures are taken in good light from the front: a call is harder.',
      `“0 of N” is no proof of none: with 95 % confidence the true rate is below 3 / N. A group of fewer than ${FEWEST_PEOPLE} people is named and not judged.`,
    ],
  };
}

/** None among too few is no proof: the goal is then neither met nor missed. */
function falseMatches(rate: number, count: number): Figure {
  const figure = atMost('false matches', '≤ 0.01 %', GOAL.falseMatch, rate, withCount(rate, count));
  return rate === 0 && highestWithNone(count) > GOAL.falseMatch ? { ...figure, verdict: '–' } : figure;
}

function split(compared: readonly Compared[]): { genuine: number[]; strangers: number[] } {
  const of = (isSame: boolean): number[] =>
    compared.filter((each) => each.isSame === isSame).map((each) => each.likeness);
  return { genuine: of(true), strangers: of(false) };
}

function ratesOf(compared: readonly Compared[], threshold: number): ReturnType<typeof ratesAt> {
  const { genuine, strangers } = split(compared);
  return ratesAt(threshold, genuine, strangers);
}

function groupRows(compared: readonly Compared[], threshold: number): string[][] {
  const groups: readonly ((person: Person) => string)[] = [({ gender }) => gender, ({ ethnicity }) => ethnicity];
  return groups.flatMap((groupOf) => {
    const names = [...new Set(compared.map(({ one }) => groupOf(one)))].sort();
    return names.map((name) => {
      const within = compared.filter(({ one, other }) => groupOf(one) === name && groupOf(other) === name);
      const { genuine, strangers } = split(within);
      if (genuine.length < FEWEST_PEOPLE)
        return [name, String(genuine.length), 'too few to speak of', 'too few to speak of'];
      const rates = ratesAt(threshold, genuine, strangers);
      return [
        name,
        String(genuine.length),
        withCount(rates.falseMatch, strangers.length),
        withCount(rates.falseNonMatch, genuine.length),
      ];
    });
  });
}

function withCount(rate: number, count: number): string {
  const failed = Math.round(rate * count);
  const most = failed === 0 ? `, below ${percent(highestWithNone(count))}` : '';
  return `${percent(rate)} (${failed} of ${count}${most})`;
}

function percent(rate: number): string {
  return `${String(Number((100 * rate).toPrecision(2)))} %`;
}
