// Text that goes letter by letter: what becomes of it whatever comes, and over links that come and go.
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { channelPair } from '../assist/testing/fakeDataChannels.ts';
import { BACKSPACE, changeOf, MISSING, NEW_LINE } from './control.ts';
import { LiveLines, MOST_IN_A_LINE } from './liveLines.ts';
import { Pace } from './pace.ts';
import { TextStream } from './textStream.ts';

const shown = (lines: LiveLines): string[] => lines.lines.map(({ text, isDone }) => text + (isDone ? '¶' : ''));

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** Two sides, what each has heard, and links between them. */
function sides() {
  const nowMs = (): number => performance.now();
  const [alex, ada] = [new TextStream({ nowMs }), new TextStream({ nowMs })];
  const heard = { alex: '', ada: '' };
  alex.onText((text) => (heard.alex += text));
  ada.onText((text) => (heard.ada += text));
  const link = () => {
    const pair = channelPair();
    alex.attach(pair.here.t140);
    ada.attach(pair.there.t140);
    pair.open();
    return pair;
  };
  return { alex, ada, heard, link };
}
type Pair = ReturnType<typeof channelPair>;
/** Alex’s first `count` messages arrive, and all that Ada has said. */
const pass = (pair: Pair, count = 1_000): void => {
  pair.flushBack('t140', 1_000);
  pair.flushSome('t140', count);
  pair.flushBack('t140', 1_000);
};

it('[RTT-2] a line that becomes another is erased back to where both begin alike', () => {
  expect(changeOf('Helo', 'Hello')).toBe(`${BACKSPACE}lo`);
  expect(changeOf('', 'a👍')).toBe('a👍');
  expect(changeOf('a👍b', 'ab')).toBe(`${BACKSPACE.repeat(2)}b`);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      fc.pre(!/\p{Cc}|[\u2028\uFEFF\u202A-\u202E\u2066-\u2069]/u.test(before + after));
      const lines = new LiveLines();
      lines.take(before);
      lines.take(changeOf(before, after));
      expect(lines.lines.at(-1)?.text ?? '').toBe(after);
    }),
  );
});

it('[RTT-2] lines end by any of the signs for it, are not erased afterwards, and controls write nothing', () => {
  const lines = new LiveLines();
  lines.take(`Good\r\nday\nto\r${NEW_LINE}you`);
  expect(shown(lines)).toEqual(['Good¶', 'day¶', 'to¶', 'you']);
  lines.take(BACKSPACE.repeat(9));
  expect(shown(lines)).toEqual(['Good¶', 'day¶', 'to¶', '']);
  lines.take('\u0007\u001b\u202eA\ufeff');
  expect(shown(lines).at(-1)).toBe('A');
});

it('[RTT-2] whatever comes, lines and their length are bounded', () => {
  const lines = new LiveLines();
  lines.take('x'.repeat(2 * MOST_IN_A_LINE + 5));
  expect(lines.lines.map(({ text }) => text.length)).toEqual([MOST_IN_A_LINE, MOST_IN_A_LINE, 5]);
  lines.take(`y${NEW_LINE}`.repeat(1_000));
  expect(lines.lines).toHaveLength(200);
  expect(lines.lines.at(-1)?.number).toBe(1_002);
});

it('[RTT-3] no more than 300 letters go in any ten seconds, and typing is never held up', () => {
  const pace = new Pace(0);
  for (let ms = 0; ms < 10_000; ms += 70) expect(pace.take(1, ms)).toBe(1);
  const sentAt: number[] = [];
  const pasted = new Pace(0);
  for (let ms = 0; ms < 40_000; ms += 10) sentAt.push(...Array<number>(pasted.take(10_000, ms)).fill(ms));
  for (const from of sentAt)
    expect(sentAt.filter((ms) => ms >= from && ms < from + 10_000).length).toBeLessThanOrEqual(300);
  expect(sentAt.length / 40).toBeGreaterThan(28);
});

it('[RTT-1] letters arrive as they are typed, and a paste at the pace that was agreed', () => {
  const { alex, heard, link } = sides();
  alex.say('typed before there was a link ');
  const pair = link();
  pass(pair);
  expect(alex.isPossible).toBe(true);
  vi.advanceTimersByTime(2_000);
  alex.say('H');
  pass(pair);
  expect(heard.ada).toBe('typed before there was a link H');
  alex.say('x'.repeat(100));
  pass(pair);
  expect(heard.ada.length).toBeLessThan(60);
  for (let passed = 0; passed < 40; passed += 1) {
    vi.advanceTimersByTime(100);
    pass(pair);
  }
  expect(heard.ada).toBe(`typed before there was a link H${'x'.repeat(100)}`);
});

it('[RTT-4] what a lost link swallowed is sent again over the next, once', () => {
  const { alex, heard, link } = sides();
  const first = link();
  pass(first);
  alex.say('Hel');
  pass(first);
  alex.say('lo');
  const second = link();
  // Still on its way over the old link, while the new one has been asked for it.
  second.flushBack('t140', 1);
  pass(first);
  second.flushSome('t140', 1_000);
  expect(heard.ada).toBe('Hello');
  first.cut();
  alex.say('!');
  pass(second);
  expect(heard.ada).toBe('Hello!');
});

it('[RTT-4] back on the older link when the newer dies', () => {
  const { alex, heard, link } = sides();
  const first = link();
  pass(first);
  const second = link();
  pass(second);
  alex.say('abc');
  second.cut();
  pass(first);
  vi.advanceTimersByTime(200);
  pass(first);
  expect(heard.ada).toBe('abc');
});

it('[RTT-4] who has reloaded has the last of it again; what is not kept any more is marked', () => {
  const { alex, ada, heard, link } = sides();
  const first = link();
  pass(first);
  alex.say('y'.repeat(1_100));
  for (let passed = 0; passed < 500; passed += 1) {
    vi.advanceTimersByTime(100);
    pass(first);
  }
  expect(heard.ada).toHaveLength(1_100);
  ada.close();
  first.cut();
  const again = new TextStream({ nowMs: () => performance.now() });
  let text = '';
  again.onText((part) => (text += part));
  const pair = channelPair();
  alex.attach(pair.here.t140);
  again.attach(pair.there.t140);
  pair.open();
  for (let passed = 0; passed < 500; passed += 1) {
    pass(pair);
    vi.advanceTimersByTime(100);
  }
  expect(text).toBe(MISSING + 'y'.repeat(1_000));
});

it('[RTT-5] nothing goes to a side that has not said that it listens, and nonsense harms nobody', () => {
  const { alex, ada, heard } = sides();
  const pair = channelPair();
  alex.attach(pair.here.t140);
  pair.open();
  alex.say('secret');
  vi.advanceTimersByTime(1_000);
  expect(pair.waitingOf('t140').join('')).not.toContain('secret');
  expect(alex.isPossible).toBe(false);
  ada.attach(pair.there.t140);
  for (const nonsense of [
    '\u0098heard -1\u009c',
    '\u0098heard 99999999999\u009c',
    '\u0098x\u009c',
    'z'.repeat(5_000),
    new Uint8Array(9),
  ])
    pair.inject('t140', nonsense);
  expect(heard.alex).toBe('\u0098heard -1\u009c\u0098heard 99999999999\u009c\u0098x\u009c');
  expect(alex.isPossible).toBe(false);
  // Whoever asks for it again and again has it again, at the pace that was agreed.
  for (let asked = 0; asked < 50; asked += 1) pair.inject('t140', '\u0098heard 0\u009c');
  vi.advanceTimersByTime(5_000);
  expect(pair.waitingOf('t140').join('').length).toBeLessThan(200);
});
