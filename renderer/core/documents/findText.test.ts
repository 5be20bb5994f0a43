// Words in the text of a page: what counts as the same, and where it stands.
import { expect, test } from 'vitest';
import type { TextItem } from './document.ts';
import { findText } from './findText.ts';

const item = (text: string, endsLine = true): TextItem => ({
  text,
  x: 0,
  y: 0,
  width: 1,
  height: 1,
  angleDegrees: 0,
  direction: 'ltr',
  endsLine,
});

test('[DOC-10] finds words whatever their case and accents', () => {
  const [match] = findText([item('Genève, le 3 août')], 'GENEVE', 10);
  expect(match).toMatchObject({
    found: 'Genève',
    before: '',
    after: ', le 3 août ',
    parts: [{ item: 0, from: 0, to: 6 }],
  });
});

test('[DOC-10] finds words over the end of a line and over runs', () => {
  const items = [item('the grey '), item('he', false), item('ron stands')];
  const [match] = findText(items, 'grey  heron', 10);
  expect(match?.parts).toEqual([
    { item: 0, from: 4, to: 9 },
    { item: 1, from: 0, to: 2 },
    { item: 2, from: 0, to: 3 },
  ]);
  expect(match?.found).toBe('grey heron');
});

test('[DOC-10] finds each place once, up to the limit, and nothing for nothing', () => {
  expect(findText([item('aaaa')], 'aa', 10)).toHaveLength(2);
  expect(findText([item('a '.repeat(50))], 'a', 10)).toHaveLength(10);
  expect(findText([item('a')], '  ', 10)).toEqual([]);
  expect(findText([], 'a', 10)).toEqual([]);
});

test('[DOC-10] signs that fold into several point back to the one they came from', () => {
  expect(findText([item('eﬃcient')], 'ffi', 10)[0]?.parts).toEqual([{ item: 0, from: 1, to: 2 }]);
  expect(findText([item('🙂 smile')], 'smile', 10)[0]?.parts).toEqual([{ item: 0, from: 3, to: 8 }]);
});
