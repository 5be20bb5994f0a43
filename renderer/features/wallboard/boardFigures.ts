// The few figures at the top of the wallboard, in words. Knows the protocol's board and the messages.
import type { Board } from '../../../signalling/protocol/index.ts';
import { m } from '../../paraglide/messages.js';
import { inWordsDuration } from '../language/index.ts';

export type KeyFigure = { readonly label: string; readonly value: string };

type Answered = { readonly answered: number; readonly within: number; readonly abandoned: number };

/** Answered in time out of answered and abandoned; undefined where there was neither. */
export function serviceLevel({ answered, within, abandoned }: Answered): number | undefined {
  return answered + abandoned === 0 ? undefined : within / (answered + abandoned);
}

export function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${String(Math.round(share * 100))} %`;
}

export function keyFigures(board: Board): readonly KeyFigure[] {
  const sum = (name: 'waiting' | 'answered' | 'within' | 'abandoned' | 'arrived'): number =>
    board.queues.reduce((total, queue) => total + queue[name], 0);
  const longest = board.queues.flatMap(({ longestSinceMs }) => (longestSinceMs === undefined ? [] : [longestSinceMs]));
  const held = board.agents.filter(({ online, shield }) => online && shield).length;
  const [answered, abandoned] = [sum('answered'), sum('abandoned')];
  return [
    { label: m.boardWaiting(), value: String(sum('waiting')) },
    {
      label: m.boardLongest(),
      value: longest.length === 0 ? '–' : inWordsDuration(board.atMs - Math.min(...longest)),
    },
    { label: m.boardServiceLevel(), value: percent(serviceLevel({ answered, within: sum('within'), abandoned })) },
    {
      label: m.boardAbandonment(),
      value: percent(answered + abandoned === 0 ? undefined : abandoned / (answered + abandoned)),
    },
    { label: m.boardOccupancy(), value: percent(board.occupancyNow) },
    { label: m.boardHeldNow(), value: String(held) },
    { label: m.boardKeptAway(), value: String(board.keptAwayToday) },
  ];
}
