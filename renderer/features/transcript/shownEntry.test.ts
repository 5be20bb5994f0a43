import { expect, it } from 'vitest';
import type { TranscriptEntry, Party, RecordedTranscriptEntry } from '../../../signalling/protocol/index.ts';
import { shownEntries } from './shownEntry.ts';

const [MINE, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];

function recorded(party: Party, entryId: string, entry: TranscriptEntry, atMs = 1_000): RecordedTranscriptEntry {
  return { party, entryId, atMs, entry };
}

it('[ENTRY-13] a link and its answer are one, from who asked, whichever was told first', () => {
  const link = { kind: 'link', messageId: 'm', url: 'https://bank.example/', host: 'bank.example' } as const;
  const asked = recorded('agent', 'm', { ...link, status: 'asked' });
  const answered = recorded('customer', 'm-declined', { ...link, status: 'declined' });
  for (const order of [
    [asked, answered],
    [answered, asked],
  ]) {
    expect(shownEntries(order)).toMatchObject([{ party: 'agent', status: 'declined' }]);
  }
});

it('[ENTRY-13] an agreement shows what each side holds', () => {
  const agreement = { kind: 'agreement', documentName: 'Terms.pdf', statement: 'I agree.', signedName: 'Ada' } as const;
  const [agent, customer] = [
    recorded('agent', 'agreed-1', { ...agreement, sha256: MINE }),
    recorded('customer', 'agreed-1', { ...agreement, sha256: OTHER }),
  ];
  expect(shownEntries([agent, customer])).toMatchObject([
    { party: 'customer', held: { agent: MINE, customer: OTHER } },
  ]);
  expect(shownEntries([customer])).toMatchObject([{ held: { customer: OTHER } }]);
});

it('[ENTRY-13] a photo says whether it was filed, and whether the customer’s page said so itself', () => {
  const still = { kind: 'still', sha256: MINE, bytes: 10, width: 4, height: 4 } as const;
  expect(shownEntries([recorded('agent', MINE, still)])).toMatchObject([
    { party: 'customer', isFiled: true, isConfirmed: false },
  ]);
  expect(shownEntries([recorded('customer', MINE, still), recorded('agent', MINE, still)])).toMatchObject([
    { isFiled: true, isConfirmed: true },
  ]);
});

it('[ENTRY-13] what both sides say under the same id stays two things', () => {
  const said = (text: string): TranscriptEntry => ({ kind: 'chat', messageId: 'm', text });
  const shown = shownEntries([recorded('agent', 'm', said('Hello')), recorded('customer', 'm', said('Good morning'))]);
  expect(shown.map(({ party }) => party)).toEqual(['agent', 'customer']);
});
