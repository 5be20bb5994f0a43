// Values sealed at rest: what is in the files, which keys open it, and how keys change.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { callIdSchema } from '../../protocol/index.ts';
import { ALEX, ALEX_ACCOUNT } from './accounts.contract.ts';
import { transcriptContract } from './transcript.contract.ts';
import { createRowSeal, keyIdOf, NO_SEAL, type RowSeal } from './rowSeal.ts';
import { secondFactorsContract } from './secondFactors.contract.ts';
import { SealingKeyMissing } from './sqliteSealing.ts';
import { openSqliteStore } from './sqliteStore.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-sealing-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const newFile = () => join(folder, `${(count += 1)}.sqlite`);
const [OLD, NEW, OTHER] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const open = (file: string, seal: RowSeal) => openSqliteStore(file, 0, undefined, seal);

describe('sealed', () => transcriptContract(() => open(newFile(), createRowSeal([OLD]))));
describe('sealed', () => secondFactorsContract(() => open(newFile(), createRowSeal([OLD]))));

const callId = callIdSchema.parse('call-1');
const SAID = 'WHAT-ADA-SAID';
const PICTURE = Buffer.from('PICTURE-OF-ADA'.repeat(500));
const AGREED = Buffer.from('%PDF-AGREED-BY-ADA'.repeat(500));
const SECRET = 'TOTPSECRETOFALEX';
const MARKS = [SAID, 'PICTURE-OF-ADA', 'AGREED-BY-ADA', SECRET];

const onDisk = (file: string): string =>
  [file, `${file}-wal`].map((path) => (existsSync(path) ? readFileSync(path, 'latin1') : '')).join('');
const marksIn = (file: string) => MARKS.filter((mark) => onDisk(file).includes(mark));

async function fillStore(file: string, seal: RowSeal): Promise<void> {
  const store = open(file, seal);
  const about = { callId, party: 'customer', atMs: 2 } as const;
  await store.addEntry({ ...about, entryId: 'said', entry: { kind: 'chat', messageId: 'm', text: SAID } }, 9);
  const size = { width: 1, height: 1, isConfirmed: true } as const;
  const still = { kind: 'still', sha256: 'a'.repeat(64), ...size } as never;
  await store.addStill(
    { callId, sha256: 'a'.repeat(64), type: 'jpeg', content: PICTURE },
    { ...about, entryId: 'still', entry: still },
    { stills: 9, entries: 9 },
  );
  const agreement = { kind: 'agreement', sha256: 'b'.repeat(64) } as never;
  await store.addEntry({ ...about, entryId: 'agreed', entry: agreement }, 9);
  expect(await store.addAgreedFile({ callId, sha256: 'b'.repeat(64), atMs: 2, content: AGREED }, 9)).toBe('filed');
  await store.addAccount(ALEX_ACCOUNT);
  await store.addSecondFactor(ALEX, { secret: SECRET, step: 1, sinceMs: 1, recoveryCodeHashes: [] });
  await store.close();
}

async function readAll(file: string, seal: RowSeal): Promise<readonly unknown[]> {
  const store = open(file, seal);
  const [first] = await store.entriesOf(callId, 0, 9);
  const still = await store.findStill(callId, 'a'.repeat(64));
  const agreed = await store.findAgreedFile(callId, 'b'.repeat(64));
  const factor = await store.findSecondFactor(ALEX);
  await store.close();
  return [first?.entry, Buffer.from(still?.content ?? []), Buffer.from(agreed ?? []), factor?.secret];
}
const ALL = [{ kind: 'chat', messageId: 'm', text: SAID }, PICTURE, AGREED, SECRET];

it('[SEALED-1] nothing of what is sealed is in the file or the log beside it; without keys all of it is', async () => {
  const [sealed, plain] = [newFile(), newFile()];
  await fillStore(sealed, createRowSeal([OLD]));
  expect(marksIn(sealed)).toEqual([]);
  expect(await readAll(sealed, createRowSeal([OLD]))).toEqual(ALL);
  await fillStore(plain, NO_SEAL);
  expect(marksIn(plain)).toEqual(MARKS);
});

it('[SEALED-2] what was there before is sealed by and by, and sealed anew when the key changes; nothing of before is left', async () => {
  const file = newFile();
  await fillStore(file, NO_SEAL);
  const first = open(file, createRowSeal([OLD]));
  expect(await first.entriesOf(callId, 0, 9)).toHaveLength(3);
  expect(await first.reseal()).toEqual({ sealed: 6, unopened: 0 });
  expect(marksIn(file)).toEqual([]);
  await first.close();

  // Both keys open; once everything is sealed with the new one, the old one is needed no more.
  const both = createRowSeal([NEW, OLD]);
  expect(await readAll(file, both)).toEqual(ALL);
  expect(() => open(file, createRowSeal([NEW]))).toThrow(SealingKeyMissing);
  const second = open(file, both);
  expect(await second.reseal()).toEqual({ sealed: 6, unopened: 0 });
  await second.close();
  expect(await readAll(file, createRowSeal([NEW]))).toEqual(ALL);
});

const aside = <T>(file: string, work: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
};
/** More chat, as it was written before anything was sealed. */
const addPlain = (file: string, rows: number): void =>
  aside(file, (db) => {
    const add = db.prepare(`INSERT INTO entries VALUES (NULL, 'call-2', 'agent', ?, 2, '{"kind":"chat"}')`);
    for (let row = 0; row < rows; row += 1) add.run(`plain-${row}`);
  });
const plainIn = (file: string): number =>
  aside(file, (db) =>
    Number(db.prepare(`SELECT count(*) AS n FROM entries WHERE entry NOT LIKE 'sealed1:%'`).get()?.['n']),
  );
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('[SEALED-2] a few rows are sealed at a time, others are served between, and a closed store ends it', async () => {
  const file = newFile();
  await fillStore(file, NO_SEAL);
  addPlain(file, 97);
  const seal = createRowSeal([OLD]);
  const first = open(file, seal);
  const going = first.reseal();
  expect(plainIn(file)).toBe(80);
  expect(await first.entriesOf(callId, 0, 9)).toHaveLength(3);
  await turn();
  expect(plainIn(file)).toBe(60);
  await first.close();
  expect(await going).toEqual({ sealed: 40, unopened: 0 });
  // It was not finished: the next start goes on.
  const second = open(file, seal);
  expect(await second.reseal()).toEqual({ sealed: 63, unopened: 0 });
  await second.close();
  expect(plainIn(file)).toBe(0);
});

it('[SEALED-2] what is finished for a key is not looked through again, by this process or a later one', async () => {
  const file = newFile();
  await fillStore(file, createRowSeal([OLD]));
  const first = open(file, createRowSeal([OLD]));
  expect(await first.reseal()).toEqual({ sealed: 0, unopened: 0 });
  addPlain(file, 1);
  expect(await first.reseal()).toEqual({ sealed: 0, unopened: 0 });
  await first.close();
  const later = open(file, createRowSeal([OLD]));
  expect(await later.reseal()).toEqual({ sealed: 0, unopened: 0 });
  await later.close();
  const changed = open(file, createRowSeal([NEW, OLD]));
  expect(await changed.reseal()).toEqual({ sealed: 7, unopened: 0 });
  await changed.close();
  // Back again: the key of before counts as new.
  const back = open(file, createRowSeal([OLD, NEW]));
  expect(await back.reseal()).toEqual({ sealed: 7, unopened: 0 });
  await back.close();
});

it('[SEALED-2] values that no key opens stay as they are; the others go on', async () => {
  const file = newFile();
  await fillStore(file, createRowSeal([OLD]));
  const changed = `sealed1:${keyIdOf(OLD)}:AAAA`;
  aside(file, (db) => {
    db.prepare(`UPDATE entries SET entry = ? WHERE entry_id = 'said'`).run(changed);
    db.prepare('UPDATE stills SET content = substr(content, 1, 40)').run();
  });
  const store = open(file, createRowSeal([NEW, OLD]));
  expect(await store.reseal()).toEqual({ sealed: 4, unopened: 2 });
  expect(await store.reseal()).toEqual({ sealed: 0, unopened: 0 });
  expect(Buffer.from((await store.findAgreedFile(callId, 'b'.repeat(64))) ?? [])).toEqual(AGREED);
  await store.close();
  expect(aside(file, (db) => db.prepare(`SELECT entry FROM entries WHERE entry_id = 'said'`).get())).toEqual({
    entry: changed,
  });
});

it('[SEALED-2] the key of a value that did not open stays needed until that is gone, and then no more', async () => {
  const file = newFile();
  await fillStore(file, createRowSeal([OLD]));
  // As when a row was put where it does not belong: its key still opens it, once it is back.
  const swap = (): void =>
    aside(file, (db) =>
      db.exec(
        "UPDATE entries SET entry_id = CASE entry_id WHEN 'said' THEN 'astray' ELSE 'said' END WHERE entry_id IN ('said', 'astray')",
      ),
    );
  swap();
  const both = createRowSeal([NEW, OLD]);
  const first = open(file, both);
  expect(await first.reseal()).toEqual({ sealed: 5, unopened: 1 });
  expect(await first.reseal()).toEqual({ sealed: 0, unopened: 0 });
  await first.close();
  expect(() => open(file, createRowSeal([NEW]))).toThrow(`key ${keyIdOf(OLD)}`);
  swap();
  expect(await readAll(file, both)).toEqual(ALL);
  aside(file, (db) => db.exec("DELETE FROM entries WHERE entry_id = 'said'"));
  const second = open(file, both);
  await second.reseal();
  await second.close();
  await open(file, createRowSeal([NEW])).close();
});

it('[SEALED-2] a file that was sealed into with another key meanwhile is looked through again', async () => {
  const file = newFile();
  await fillStore(file, createRowSeal([NEW]));
  const first = open(file, createRowSeal([NEW]));
  await first.reseal();
  await first.close();
  // A command with the keys the other way round.
  await open(file, createRowSeal([OLD, NEW])).close();
  const meanwhile = createRowSeal([OLD]).sealText(['entries', 'call-2', 'agent', 'late'], '{"kind":"chat"}');
  aside(file, (db) => db.prepare(`INSERT INTO entries VALUES (NULL, 'call-2', 'agent', 'late', 2, ?)`).run(meanwhile));
  const second = open(file, createRowSeal([NEW, OLD]));
  expect(await second.reseal()).toEqual({ sealed: 1, unopened: 0 });
  await second.close();
  await open(file, createRowSeal([NEW])).close();
});

it('[SEALED-3] without its key, or with another, the file is refused with a sentence and left as it is', async () => {
  const file = newFile();
  await fillStore(file, createRowSeal([OLD]));
  const before = readFileSync(file);
  const refused = `key ${keyIdOf(OLD)}. VISAVIS_SEALING_KEYS must name`;
  expect(() => open(file, NO_SEAL)).toThrow(refused);
  expect(() => open(file, createRowSeal([OTHER]))).toThrow(refused);
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(await readAll(file, createRowSeal([OTHER, OLD]))).toEqual(ALL);
});

it('[SEALED-1] a sealed value opens in its own place only, and not when it was changed', () => {
  const seal = createRowSeal([OLD]);
  const text = seal.sealText(['entries', 'call-1', 'agent', 'e'], 'words');
  expect(seal.openText(['entries', 'call-1', 'agent', 'e'], text)).toBe('words');
  expect(() => seal.openText(['entries', 'call-2', 'agent', 'e'], text)).toThrow();
  expect(() => seal.openText(['stills', 'call-1', 'agent', 'e'], text)).toThrow();
  const bytes = Buffer.from(seal.sealBytes(['stills', 'c', 's'], Buffer.from('picture')));
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  expect(() => seal.openBytes(['stills', 'c', 's'], bytes)).toThrow();
  expect(() => createRowSeal([randomBytes(16)])).toThrow('32 bytes');
});

it('[SEALED-1][KEEP-5] what is sealed is exported as it was, erased, and backed up as it is', async () => {
  const file = newFile();
  const seal = createRowSeal([OLD]);
  await fillStore(file, seal);
  const db = new DatabaseSync(file);
  db.exec(
    `INSERT INTO records VALUES ('call-1', 'cards', '{}', 'Ada', 'voice', 'a', 1, 2, 3, 'answered', 'agent', 'hungUp', NULL)`,
  );
  const copy = newFile();
  db.prepare('VACUUM INTO ?').run(copy);
  db.close();
  expect(marksIn(copy)).toEqual([]);
  expect(await readAll(copy, seal)).toEqual(ALL);
  const store = open(file, seal);
  const data = await store.readCall(callId);
  expect(data?.entries[0]?.entry).toEqual(ALL[0]);
  expect(data?.stills.map(({ content }) => Buffer.from(content))).toEqual([PICTURE]);
  expect(data?.agreements.map(({ content }) => Buffer.from(content))).toEqual([AGREED]);
  expect(await store.eraseCalls([callId])).toBe(1);
  expect(await store.entriesOf(callId, 0, 9)).toEqual([]);
  await store.close();
});
