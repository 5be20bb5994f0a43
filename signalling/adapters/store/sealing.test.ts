// Values sealed at rest: what is in the files, which keys open it, and how keys change.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { callIdSchema } from '../../protocol/index.ts';
import { ALEX, ALEX_ACCOUNT } from './accounts.contract.ts';
import { entriesContract } from './entries.contract.ts';
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

describe('sealed', () => entriesContract(() => open(newFile(), createRowSeal([OLD]))));
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
  expect(await first.reseal()).toBe(6);
  expect(await first.reseal()).toBe(0);
  expect(marksIn(file)).toEqual([]);
  await first.close();

  // Both keys open; once everything is sealed with the new one, the old one is needed no more.
  const both = createRowSeal([NEW, OLD]);
  expect(await readAll(file, both)).toEqual(ALL);
  expect(() => open(file, createRowSeal([NEW]))).toThrow(SealingKeyMissing);
  const second = open(file, both);
  expect(await second.reseal()).toBe(6);
  await second.close();
  expect(await readAll(file, createRowSeal([NEW]))).toEqual(ALL);
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
