import { expect, it } from 'vitest';
import { passOf } from './passOf.ts';

it('[LOBBY-5] takes the pass from behind the # of the link, cut to what the wire takes', () => {
  expect(passOf('#pass=a-pass-of-16-chars')).toEqual({ pass: 'a-pass-of-16-chars' });
  expect(passOf('#other=1')).toEqual({});
  expect(passOf('')).toEqual({});
  expect(passOf(`#pass=${'x'.repeat(500)}`).pass).toHaveLength(128);
});

it('[LINK-1] takes the signed link from there, too', () => {
  expect(passOf('#link=a.b.c&pass=p')).toEqual({ pass: 'p', link: 'a.b.c' });
});
