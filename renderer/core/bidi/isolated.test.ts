// Sentences with a name in them: the name stands by itself.
import { expect, it } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { isolated } from './isolated.ts';

it('[BIDI-1] isolates what is written from right to left, wherever a sentence puts it in', () => {
  for (const name of ['שרה כהן', 'فاطمة 24', 'Ada שרה', 'ߊߟߎ']) {
    expect(isolated(name)).toBe(`\u2068${name}\u2069`);
    expect(m.peerMuted({ name })).toBe(`\u2068${name}\u2069 has muted the microphone`);
    expect(m.peerMuted({ name }, { locale: 'fr' })).toBe(`\u2068${name}\u2069 a coupé le micro`);
  }
});

it('[BIDI-1] leaves alone in what nothing turns, so that buttons are found by what they read', () => {
  for (const name of ['Ada Lovelace', 'Zoé', '林', 'Олена', '24', '👩‍🚀'])
    expect(m.boardSetOf({ name })).toBe(`Set the state of ${name}`);
});
