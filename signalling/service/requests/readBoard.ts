// board.read: the wallboard as it is now, for supervisors.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const readBoard: Handler<'board.read'> = {
  from: 'supervisor',
  answer: (_, __, { dailyStats, runner }) => ok(dailyStats.read(runner.state)),
};
