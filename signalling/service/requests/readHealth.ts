// board.health: whether what is done can be saved, and whether calls of more than two have anything to go through, for supervisors.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const readHealth: Handler<'board.health'> = {
  from: 'supervisor',
  answer: async (_, __, { store, mediaBridge: { state } }) =>
    ok({ store: await store.health(), rooms: state.is === 'available' ? state.is : state.why }),
};
