// The face model that an organisation brings: taken up as the settings describe it, or refused with path and reason.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseConfig } from './configFile.ts';

const MODEL = Buffer.from('a model');
const SHA256 = createHash('sha256').update(MODEL).digest('hex');
const WORDS = { en: 'Words', fr: 'Mots' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-recogniser-'));
  writeFileSync(join(folder, 'face.onnx'), MODEL);
});
afterAll(() => rmSync(folder, { recursive: true }));

const THRESHOLDS = { match: 0.4, inconclusive: 0.3, strict: 0.5, continuous: 0.2 };
function parsed(change: object): ReturnType<typeof parseConfig> {
  const recogniser = {
    file: 'face.onnx',
    sha256: SHA256,
    name: 'arcface-r50',
    thresholds: THRESHOLDS,
    pixels: { order: 'rgb', mean: 127.5, divisor: 127.5 },
    ...change,
  };
  const queues = [{ id: 'cards', name: WORDS, reasons: [{ id: 'solved', name: WORDS }] }];
  return parseConfig(JSON.stringify({ queues, identity: { enabled: true, recogniser } }), folder);
}

it('[FACE-8] takes up the file whose hash the settings name; the hash is part of its name in templates', () => {
  const result = parsed({});
  if (!result.ok) throw new Error(result.sentences.join());
  const { identity, recogniser } = result.policies;
  expect(identity.recogniser).toEqual({
    model: `arcface-r50/${SHA256.slice(0, 16)}`,
    sha256: SHA256,
    bytes: MODEL.length,
    thresholds: THRESHOLDS,
    pixels: { order: 'rgb', mean: 127.5, divisor: 127.5 },
  });
  expect(Buffer.from(recogniser ?? []).equals(MODEL)).toBe(true);
});

it.each([
  [
    { sha256: '0'.repeat(64) },
    'identity.recogniser.file: "face.onnx" is another file than identity.recogniser.sha256 says',
  ],
  [{ file: 'none.onnx' }, 'identity.recogniser.file: "none.onnx" cannot be read'],
  [{ file: '../face.onnx' }, 'identity.recogniser.file: "../face.onnx" must be below the folder of the settings file'],
  [
    { thresholds: { ...THRESHOLDS, match: 0.2 } },
    'identity.recogniser.thresholds.match: must rise: inconclusive, match, strict',
  ],
  [{ name: 'a b' }, 'identity.recogniser.name: must be 1 to 40 letters, digits, dots, hyphens and underscores'],
])('[FACE-8][CONF-2] refuses %j', (change, sentence) => {
  const result = parsed(change);
  expect(result.ok ? [] : result.sentences).toEqual([sentence]);
});
