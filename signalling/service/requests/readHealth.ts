// board.health: whether what is done can be saved, for supervisors.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const readHealth: Handler<'board.health'> = {
  from: 'supervisor',
  answer: async (_, __, { store }) => ok({ store: await store.health() }),
};
