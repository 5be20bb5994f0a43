// How many attacks of each kind were taken for somebody who is there, with bounds. Pure. Words after ISO/IEC 30107-3.
import { atLeast, atMost, type Figure, type Section } from '../../report/section.ts';
import { mostWith } from '../errorRates.ts';
import type { Kind } from './kinds.ts';
import type { Played } from './playSession.ts';

export type Session = Played & { readonly kind: Kind; readonly person: string };

const PUPPET_GOAL = 0.05;
const PERSON_GOAL = 0.95;

/** Taken for somebody who is there, whoever that is said to be. */
export function isAccepted({ liveness }: Pick<Played, 'liveness'>): boolean {
  return liveness === 'passed';
}

/** How the others ended, the most frequent first: `flat at turnLeft`. */
export function endsOf(sessions: readonly Pick<Played, 'liveness' | 'steps'>[]): string {
  const counts = new Map<string, number>();
  for (const session of sessions) {
    if (isAccepted(session)) continue;
    const last = session.steps.find(({ result }) => result !== 'passed' && result !== 'unfinished');
    const end = last ? `${last.result} at ${last.prompt}` : 'never began';
    counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one);
  return sorted.map(([end, count]) => `${end} ${count}`).join(', ') || '–';
}

export function describeAttacks(
  kinds: readonly Kind[],
  sessions: readonly Session[],
): Pick<Section, 'figures' | 'tables' | 'method'> {
  const of = (isOne: (kind: Kind) => boolean): readonly Session[] => sessions.filter(({ kind }) => isOne(kind));
  const paper = of((kind) => kind.of === 'paper');
  const puppets = of((kind) => kind.of === 'puppet' && kind.isOnScreen);
  return {
    figures: [
      ...figure(paper, (share, words) =>
        atMost('paper of any kind: accepted (APCER, simulated)', '0', 0, share, words),
      ),
      ...figure(puppets, (share, words) =>
        atMost('puppets on a screen: accepted (APCER, simulated)', '≤ 5 %', PUPPET_GOAL, share, words),
      ),
      ...figure(
        of((kind) => kind.of === 'person'),
        (share, words) => atLeast('a film of a person who is there: accepted', '≥ 95 %', PERSON_GOAL, share, words),
      ),
    ],
    tables: [
      {
        caption: 'Sessions that were taken for somebody who is there (simulated)',
        header: ['kind', 'accepted', 'and a match', 'people', 'worst person', 'took, median', 'the others ended'],
        rows: kinds.map((kind) =>
          rowOf(
            kind,
            of((one) => one === kind),
          ),
        ),
      },
    ],
    method: [
      'Attacks: drawn from one picture of each person with a pinhole camera, a codec and noise, moved as prompts ask with a delay of 0.4 to 1.2 s, 5 to 10 pictures a second, and given to the product’s models, challenge and pixels; the template is of another picture. Turns, puppets and screens are simulated, and so is the person who is there: one film of a turn, with lids drawn. Bounds are Clopper and Pearson’s, one-sided, 95 %.',
    ],
  };
}

function figure(sessions: readonly Session[], make: (share: number, words: string) => Figure): readonly Figure[] {
  if (sessions.length === 0) return [];
  const accepted = sessions.filter(isAccepted).length;
  return [make(accepted / sessions.length, counted(accepted, sessions.length))];
}

function rowOf({ name }: Kind, sessions: readonly Session[]): readonly string[] {
  const accepted = sessions.filter(isAccepted);
  const people = [...new Set(sessions.map(({ person }) => person))];
  const worst = people
    .map((person) => ({ person, all: sessions.filter((session) => session.person === person) }))
    .map(({ person, all }) => ({ person, passed: all.filter(isAccepted).length, all: all.length }))
    .toSorted((one, other) => other.passed / other.all - one.passed / one.all)[0];
  return [
    name,
    counted(accepted.length, sessions.length),
    String(accepted.filter(({ verdict }) => verdict === 'match').length),
    String(people.length),
    worst && worst.passed > 0 ? `${worst.person}: ${worst.passed} of ${worst.all}` : '–',
    accepted.length > 0 ? `${(medianOf(accepted.map(({ tookMs }) => tookMs)) / 1000).toFixed(1)} s` : '–',
    endsOf(sessions),
  ];
}

function counted(accepted: number, sessions: number): string {
  return `${accepted} of ${sessions} (at most ${(100 * mostWith(accepted, sessions)).toFixed(1)} %)`;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
