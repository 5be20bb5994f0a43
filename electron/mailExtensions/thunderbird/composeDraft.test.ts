// What Thunderbird's signals mean: the kind of a mail, how a send went, how a window ended.
import { expect, test } from 'vitest';
import { afterSend, closedAs, openCompose, savedAs, typedIn } from './composeDraft.ts';
import { kindOf } from './composeKind.ts';

test.each([
  ['reply', undefined, 'reply'],
  ['forward', 1, 'forward'],
  ['redirect', 1, 'forward'],
  ['new', 1, 'new'],
  ['draft', undefined, 'new'],
  ['draft', 1, 'reply'],
  ['draft', 2, 'reply'],
  ['draft', 3, 'new'],
] as const)('[DOOR-10] a window of type %s, related to %s, holds a %s', async (type, relatedMessageId, kind) => {
  // 1 is the original, 2 a draft that answers a mail, 3 a draft that answers none.
  const lookUp = (id: number): Promise<{ isDraft: boolean; answersAnother: boolean }> =>
    Promise.resolve({ isDraft: id !== 1, answersAnother: id === 2 });
  expect(await kindOf({ type, relatedMessageId }, lookUp)).toBe(kind);
});

test.each([
  [{ mode: 'sendNow', headerMessageId: 'x@y' }, 'sent'],
  [{ mode: 'sendNow' }, 'failed'],
  [{ mode: 'sendNow', headerMessageId: '' }, 'failed'],
  [{ mode: 'sendNow', headerMessageId: 'x@y', error: 'no' }, 'failed'],
  [{ mode: 'sendLater' }, 'queued'],
] as const)('[DOOR-9] after %j the mail is %s', (info, result) => expect(afterSend(info)).toBe(result));

test('[DOOR-8] a window ends as saved only where nothing was typed since, and as sent while it is sending', () => {
  const typed = typedIn(openCompose(false));
  const saved = savedAs(typed, { mode: 'draft' });
  expect(
    [
      openCompose(false),
      openCompose(true),
      typed,
      saved,
      typedIn(saved),
      savedAs(typed, { mode: 'template' }),
      savedAs(typed, { mode: 'draft', error: 'no' }),
      { ...typed, isSending: true },
    ].map(closedAs),
  ).toEqual(['discarded', 'saved', 'discarded', 'saved', 'discarded', 'discarded', 'discarded', 'sent']);
});
