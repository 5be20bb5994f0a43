// The relay's secret in a file.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readSettings } from './settings.ts';
import { readTurnSecret } from './turnSecretFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'visavis-turn-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string, mode = 0o600): string {
  const file = join(folder, 'turn.secret');
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}
const [NEW, OLD] = ['the new secret of the relay', 'the old secret of the relay'];

it('[TURN-4] the first line of the file signs; the one before may stand below it', () => {
  expect(readTurnSecret(fileOf(`${NEW}\n`))).toEqual({ ok: true, secret: NEW });
  expect(readTurnSecret(fileOf(`${NEW}\r\n${OLD}\r\n`))).toEqual({ ok: true, secret: NEW });
});

it.each([
  ['', 0o600, 'must hold one or two lines'],
  ['short', 0o600, 'at least 16 characters'],
  [`${NEW}\n${OLD}\nand another one of them`, 0o600, 'must hold one or two lines'],
  [NEW, 0o640, 'may be read by others: chmod 600'],
  [NEW.repeat(1000), 0o600, 'is longer than 10000 bytes'],
])('[TURN-4] refuses %j with mode %o in a sentence', (text, mode, words) => {
  const found = readTurnSecret(fileOf(text, mode));
  expect(found).toMatchObject({ ok: false, sentence: expect.stringContaining(words) as string });
  expect(JSON.stringify(found)).not.toContain(NEW);
});

it('[TURN-4] the secret is in the environment or in a file', () => {
  const sentences = (env: Record<string, string>) => {
    const read = readSettings({ VISAVIS_TURN_URLS: 'turn:a.example', ...env }, '/srv', '/app');
    return read.ok ? read.settings.turnSecretFile : read.sentences;
  };
  expect(sentences({ VISAVIS_TURN_SECRET_FILE: 'turn.secret' })).toBe('/srv/turn.secret');
  expect(sentences({ VISAVIS_TURN_SECRET_FILE: 'turn.secret', VISAVIS_TURN_SECRET: NEW })).toEqual([
    'VISAVIS_TURN_SECRET must not be set beside VISAVIS_TURN_SECRET_FILE.',
  ]);
  expect(readTurnSecret(join(folder, 'nothing'))).toMatchObject({ ok: false });
});
