// Documents that the settings name: read by their bytes, and refused with path and reason.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pngOf } from '../../testing/pictures.ts';
import { parseConfig, readConfig } from './configFile.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-documents-'));
  mkdirSync(join(folder, 'settings', 'documents'), { recursive: true });
  writeFileSync(join(folder, 'settings', 'documents', 'fees.pdf'), '%PDF-1.7 …');
  writeFileSync(join(folder, 'settings', 'documents', 'picture.jpg'), pngOf(2, 2));
  writeFileSync(join(folder, 'settings', 'program.pdf'), Buffer.from('MZ\u0000\u0001'));
  writeFileSync(join(folder, 'settings', 'long.txt'), 'x'.repeat(2000));
  writeFileSync(join(folder, 'outside.txt'), 'outside');
});
afterAll(() => rmSync(folder, { recursive: true }));

const WORDS = { en: 'Words', fr: 'Mots' };
const documentsOf = (...files: string[]) => files.map((file, index) => ({ id: `d${index}`, name: WORDS, file }));

function configOf(queues: Record<string, readonly object[]>, more: object = {}): string {
  const reasons = [{ id: 'solved', name: WORDS }];
  const listed = Object.entries(queues).map(([id, documents]) => ({ id, name: WORDS, reasons, documents }));
  return JSON.stringify({ queues: listed, ...more });
}
const parsed = (text: string) => parseConfig(text, join(folder, 'settings'));
function sentences(text: string): readonly string[] {
  const result = parsed(text);
  return result.ok ? [] : result.sentences;
}

it('[LIBRARY-1] reads documents from the folder of the file, by their bytes', () => {
  const file = join(folder, 'settings', 'visavis.yaml');
  writeFileSync(file, configOf({ cards: documentsOf('documents/fees.pdf', './documents/picture.jpg'), loans: [] }));
  const result = readConfig(file);
  if (!result.ok) throw new Error(result.sentences.join());
  expect(result.kept?.folder).toBe(join(folder, 'settings'));
  const content = Buffer.from('%PDF-1.7 …');
  const sha256 = createHash('sha256').update(content).digest('hex');
  const shelves = [...result.policies.documents.entries()];
  expect(shelves.map(([id, shelf]) => [id, shelf.map(({ type }) => type)])).toEqual([['cards', ['pdf', 'png']]]);
  expect(shelves[0]?.[1][0]).toEqual({ documentId: 'd0', name: WORDS, type: 'pdf', bytes: 12, sha256, content });
});

it('[LIBRARY-1] holds a file that several queues name once', () => {
  const result = parsed(
    configOf({ cards: documentsOf('documents/fees.pdf'), loans: documentsOf('documents/fees.pdf') }),
  );
  if (!result.ok) throw new Error(result.sentences.join());
  const [cards, loans] = [...result.policies.documents.values()];
  expect(cards?.[0]?.content).toBe(loans?.[0]?.content);
});

it.each([
  ['nothing.pdf', 'cannot be read'],
  ['documents', 'is no file'],
  ['program.pdf', 'is no PDF, JPEG, PNG, WebP or text'],
  ['../outside.txt', 'must be below the folder of the settings file'],
  ['documents/../../outside.txt', 'must be below the folder of the settings file'],
  ['/etc/hostname', 'must be below the folder of the settings file'],
  ['long.txt', 'is longer than assist.maxFileBytes, 1000 bytes'],
])('[LIBRARY-1][CONF-2] names path and reason of a wrong document: %s', (file, reason) => {
  const text = configOf(
    { loans: [], cards: documentsOf('documents/fees.pdf', file) },
    { assist: { maxFileBytes: 1000 } },
  );
  expect(sentences(text)).toEqual([`queues[1].documents[1].file: ${JSON.stringify(file)} ${reason}`]);
});

it('[LIBRARY-1][CONF-2] refuses ids that are there twice, more than thirty, and documents without a folder', () => {
  const twice = documentsOf('documents/fees.pdf', 'documents/fees.pdf').map((one) => ({ ...one, id: 'same' }));
  expect(sentences(configOf({ cards: twice }))).toEqual(['queues[0].documents[1].id: "same" is there twice']);
  const many = documentsOf(...Array.from({ length: 31 }, () => 'documents/fees.pdf'));
  expect(sentences(configOf({ cards: many }))).toEqual(['queues[0].documents: must be at most 30 entries']);
  const lost = parseConfig(configOf({ cards: documentsOf('fees.pdf') }));
  expect(lost.ok ? [] : lost.sentences).toEqual([
    'queues[0].documents[0].file: "fees.pdf" cannot be found: it is not known where the settings file was',
  ]);
});

it.skipIf(process.platform === 'win32')('[LIBRARY-1] does not read a device, which may have no end', () => {
  symlinkSync('/dev/zero', join(folder, 'settings', 'device'));
  expect(sentences(configOf({ cards: documentsOf('device') }))).toEqual([
    'queues[0].documents[0].file: "device" is no file',
  ]);
});
