// library.list: the documents prepared for the queue of the agent's present call.
import { fail, ok } from '../../protocol/index.ts';
import { shelfOf } from '../library/shelfOf.ts';
import type { Handler } from './handler.ts';

export const listLibrary: Handler<'library.list'> = {
  from: 'signedInAgent',
  answer: (_, { agentId }, service) => {
    const shelf = shelfOf(agentId, service);
    if (shelf === null) return fail('callNotFound');
    return ok({ documents: shelf.map(({ content: _content, ...document }) => document) });
  },
};
