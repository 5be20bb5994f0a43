import { expect, it } from 'vitest';
import { queueIdSchema, type Board } from '../../../signalling/protocol/index.ts';
import { boardCsv } from './boardCsv.ts';

const BOARD: Board = {
  atMs: 1,
  agents: [],
  shieldsToday: 0,
  keptAwayToday: 0,
  intervals: [{ startMs: 900_000, arrived: 3, answered: 2, within: 1, abandoned: 1 }],
  queues: [
    {
      queueId: queueIdSchema.parse('cards'),
      name: { en: 'Cards, "lost"', fr: '=SOMME(A1)' },
      waiting: 4,
      active: 0,
      serviceLevelMs: 20_000,
      arrived: 3,
      answered: 2,
      within: 1,
      abandoned: 1,
    },
  ],
};

it('[BOARD-6] exports today and the queues as a table, quoted where needed', () => {
  expect(boardCsv(BOARD, 'en')).toBe(
    [
      '\uFEFFkind,name,start,arrived,answered,within,abandoned,waiting',
      'interval,,1970-01-01T00:15:00.000Z,3,2,1,1,',
      'queue,"Cards, ""lost""",,3,2,1,1,4',
      '',
    ].join('\r\n'),
  );
});

it('[BOARD-6] never hands a spreadsheet a formula', () => {
  expect(boardCsv(BOARD, 'fr')).toContain("queue,'=SOMME(A1),");
});
