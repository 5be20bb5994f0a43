// What becomes of a page's mails when it goes, and that pages do not touch each other's.
import { beforeEach, expect, test } from 'vitest';
import { CTI_MAX_DRAFTS } from '../../../contract/cti.ts';
import { createPageDrafts, type PageDrafts } from './pageDrafts.ts';

let said: string[];
let drafts: PageDrafts;
beforeEach(() => {
  said = [];
  const note =
    (word: string) =>
    (id: string, more?: string): void => {
      said.push([word, id, more].filter((part) => part !== undefined).join(' '));
    };
  drafts = createPageDrafts({
    begin: note('begin'),
    touch: note('touch'),
    sending: note('sending'),
    sendFailed: note('sendFailed'),
    end: note('end'),
  });
});

const open = (page: string): void => drafts.take(page, { type: 'opened', surface: 's1', kind: 'reply' });
type Step = 'typed' | 'sending' | 'sendFailed' | 'saved';

test.each<[string, Step[]]>([
  ['discarded', []],
  ['discarded', ['typed']],
  ['saved', ['typed', 'saved']],
  ['discarded', ['saved', 'typed']],
  ['queued', ['typed', 'sending']],
  ['discarded', ['typed', 'sending', 'sendFailed']],
  ['saved', ['saved', 'sending', 'sendFailed']],
])('[DOOR-23] a page that goes ends its mail as %s after %j', (outcome, steps) => {
  open('a');
  for (const type of steps) drafts.take('a', { type, surface: 's1' });
  drafts.leave('a');
  expect(said.at(-1)).toBe(`end a_s1 ${outcome}`);
});

test('[DOOR-23][DOOR-29] other pages go on', () => {
  open('a');
  open('b');
  drafts.leave('a');
  drafts.take('b', { type: 'typed', surface: 's1' });
  drafts.take('a', { type: 'typed', surface: 's1' });
  expect(said).toEqual(['begin a_s1 reply', 'begin b_s1 reply', 'end a_s1 discarded', 'touch b_s1']);
});

test('[DOOR-21] no page opens more mails than the door takes', () => {
  for (let count = 0; count <= CTI_MAX_DRAFTS; count += 1)
    drafts.take('a', { type: 'opened', surface: `s${count}`, kind: 'reply' });
  expect(said.length).toBe(CTI_MAX_DRAFTS);
});
