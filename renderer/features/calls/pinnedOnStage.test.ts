import { expect, it } from 'vitest';
import { pinnedOnStage } from './pinnedOnStage.ts';

const people = (...signing: readonly string[]) =>
  ['peer', 'guest', 'colleague'].map((key) => ({ key, isSigning: signing.includes(key) }));
const shown = (...args: Parameters<typeof pinnedOnStage>) => {
  const pinned = pinnedOnStage(...args);
  return pinned && [...pinned.keys, ...(pinned.isSelf ? ['oneself'] : [])];
};

it('[SIGN-4] who signs counts as the speaker, beside whoever signs back', () => {
  expect(shown(people(), false)).toBeUndefined();
  expect(shown(people('guest'), false)).toEqual(['guest', 'oneself']);
  expect(shown(people('guest'), true)).toEqual(['guest', 'oneself']);
  expect(shown(people('peer', 'guest'), false)).toEqual(['peer', 'guest']);
  expect(shown(people('peer', 'guest'), true)).toEqual(['peer', 'oneself']);
  expect(shown(people(), true)).toEqual(['peer', 'oneself']);
  expect(shown([], true)).toEqual(['oneself']);
});
