import { expect, it } from 'vitest';
import { linkedEntry } from './linkedEntry.ts';

const linkOf = (claims: unknown): string =>
  `#link=e30.${btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(claims))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')}.c2ln`;

it('[LINK-1][LOBBY-5] fills the form in from the link, before what the address says', () => {
  const entry = linkedEntry('?topic=cards&name=Ann&lang=fr', linkOf({ queue: 'loans', name: 'Zoé Müller' }));
  expect(Object.fromEntries(entry)).toEqual({ topic: 'loans', name: 'Zoé Müller', lang: 'fr' });
  expect(Object.fromEntries(linkedEntry('?topic=cards', linkOf({ queue: 7 })))).toEqual({ topic: 'cards' });
});

it.each(['', '#link=', '#link=nonsense', '#link=a.%00.c', '#link=a.bnVsbA.c', '#pass=x'])(
  '[LINK-1] takes nothing from what is no link: %s',
  (fragment) => {
    expect([...linkedEntry('', fragment)]).toEqual([]);
  },
);
