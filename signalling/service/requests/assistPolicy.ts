// assist.policy: what the settings say of files and chat.
import { ok } from '../../protocol/index.ts';
import type { Handler } from './handler.ts';

export const assistPolicy: Handler<'assist.policy'> = {
  from: 'anyone',
  answer: (_, __, { policies }) => ok({ ...policies.current.assist }),
};
