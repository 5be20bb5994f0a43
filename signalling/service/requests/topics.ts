// lobby.topics: what a customer may choose from.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const topics: Handler<'lobby.topics'> = {
  from: 'customer',
  answer: (_, __, { runner }) =>
    ok({ topics: [...runner.state.queues.values()].map(({ id, name }) => ({ id, name })) }),
};
