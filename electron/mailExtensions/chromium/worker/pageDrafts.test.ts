// What becomes of a page's mails when it goes, and that pages do not touch each other's.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CTI_MAX_DRAFTS } from '../../../contract/cti.ts';
import { createPageDrafts, type OpenPage, type PageDrafts } from './pageDrafts.ts';

let said: string[];
let drafts: PageDrafts;
afterEach(() => vi.useRealTimers());
beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  const note =
    (word: string) =>
    (id: string, more?: string): void => {
      said.push([word, id, more].filter((part) => part !== undefined).join(' '));
    };
  drafts = createPageDrafts({
    begin: (id, kind, state) => said.push(`begin ${id} ${kind}${state === 'open' ? '' : ` ${state}`}`),
    touch: note('touch'),
    sending: note('sending'),
    sendFailed: note('sendFailed'),
    end: note('end'),
  });
});

const page = (id: string, place = id): OpenPage => ({ id, place });
const open = (id: string, place = id): void =>
  drafts.take(page(id, place), { type: 'opened', surface: 's1', kind: 'reply' });
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
  for (const type of steps) drafts.take(page('a'), { type, surface: 's1' });
  drafts.leave(page('a'));
  vi.advanceTimersByTime(5_000);
  expect(said.at(-1)).toBe(`end a_s1 ${outcome}`);
});

test('[DOOR-23][DOOR-29] other pages go on', () => {
  open('a');
  open('b');
  drafts.leave(page('a'));
  vi.advanceTimersByTime(5_000);
  drafts.take(page('b'), { type: 'typed', surface: 's1' });
  drafts.take(page('a'), { type: 'typed', surface: 's1' });
  expect(said).toEqual(['begin a_s1 reply', 'begin b_s1 reply', 'end a_s1 discarded', 'touch b_s1']);
});

test('[DOOR-21] no page opens more mails than the app takes', () => {
  for (let count = 0; count <= CTI_MAX_DRAFTS; count += 1)
    drafts.take(page('a'), { type: 'opened', surface: `s${count}`, kind: 'reply' });
  expect(said.length).toBe(CTI_MAX_DRAFTS);
});

test('[DOOR-36] a page that is loaded again goes on with its mail as the app knows it', () => {
  open('a', 'tab 1');
  drafts.leave(page('a', 'tab 1'));
  vi.advanceTimersByTime(4_900);
  open('b', 'tab 1');
  vi.advanceTimersByTime(10_000);
  drafts.take(page('b', 'tab 1'), { type: 'typed', surface: 's1' });
  expect(said).toEqual(['begin a_s1 reply', 'touch a_s1']);
  drafts.leave(page('b', 'tab 1'));
  vi.advanceTimersByTime(5_000);
  expect(said.at(-1)).toBe('end a_s1 discarded');
});

test('[DOOR-36] a page out of the browser’s memory goes on, too', () => {
  open('a');
  drafts.leave(page('a'));
  open('a');
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual(['begin a_s1 reply']);
});

test('[DOOR-36] another tab, another address and a mail that was on its way are no way back', () => {
  open('a', 'tab 1');
  drafts.leave(page('a', 'tab 1'));
  open('b', 'tab 2');
  expect(said).toEqual(['begin a_s1 reply', 'begin b_s1 reply']);
  drafts.take(page('b', 'tab 2'), { type: 'sending', surface: 's1' });
  drafts.leave(page('b', 'tab 2'));
  expect(said.at(-1)).toBe('end b_s1 queued');
  open('c', 'tab 2');
  expect(said.at(-1)).toBe('begin c_s1 reply');
});

test.each([
  ['typing', 'typed', 'discarded'],
  ['sending', 'sending', 'queued'],
  ['typing', 'sendFailed', 'discarded'],
  ['typing', 'saved', 'saved'],
] as const)(
  '[DOOR-35] a mail that is told of again begins as %s where it was left as %s, and nobody has typed',
  (state, last, outcome) => {
    drafts.take(page('a'), { type: 'opened', surface: 's1', kind: 'reply', last });
    expect(said).toEqual([`begin a_s1 reply ${state}`]);
    drafts.leave(page('a'));
    vi.advanceTimersByTime(5_000);
    expect(said.slice(1)).toEqual([`end a_s1 ${outcome}`]);
  },
);

test('[DOOR-36] a page out of the browser’s memory says how it was left, and that is no typing', () => {
  open('a');
  drafts.take(page('a'), { type: 'typed', surface: 's1' });
  drafts.take(page('a'), { type: 'saved', surface: 's1' });
  drafts.leave(page('a'));
  drafts.take(page('a'), { type: 'opened', surface: 's1', kind: 'reply', last: 'saved' });
  drafts.leave(page('a'));
  vi.advanceTimersByTime(5_000);
  expect(said).toEqual(['begin a_s1 reply', 'touch a_s1', 'end a_s1 saved']);
});
