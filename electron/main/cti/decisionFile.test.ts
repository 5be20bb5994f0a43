// Decisions about mails on a real disk: what the next start finds, and what it does with a damaged file.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStateFile } from '../stateFile/createStateFile.ts';
import { createDecisionFile } from './decisionFile.ts';
import type { Decision, DecisionMemory } from './engine/decisions.ts';

const HOUR_MS = 3_600_000;
const taken: Decision = { mail: 'thunderbird/one tab-1', kind: 'reply', decided: 'dismissed', heldMs: 60_000 };
const locked: Decision = { mail: 'chromium/two a_s1', kind: 'reply', decided: 'locked', heldMs: 0 };

let folder: string;
let nowMs: number;
beforeEach(() => {
  nowMs = 1_000 * HOUR_MS;
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'visavis-decisions-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const fileName = (): string => path.join(folder, 'mailDecisions.json');
const onDamaged = vi.fn();

/** As at a start of the app. */
function start(): { memory: DecisionMemory; flush: () => void } {
  onDamaged.mockClear();
  const file = createStateFile({ file: fileName(), pauseMs: 60_000, onFailure: (cause) => expect.fail(String(cause)) });
  return { memory: createDecisionFile(file, () => nowMs, onDamaged), flush: file.flush };
}

function leave(...decisions: Decision[]): void {
  const { memory, flush } = start();
  memory.save(decisions);
  flush();
}

test('[WRITE-12] the next start finds what was decided, and the file holds nothing else', () => {
  leave(taken, locked);
  expect(start().memory.read()).toEqual([taken, locked]);
  expect(onDamaged).not.toHaveBeenCalled();
  expect(JSON.parse(fs.readFileSync(fileName(), 'utf8'))).toEqual({
    version: 1,
    mails: [taken, locked].map((decision) => ({ ...decision, decidedAtMs: nowMs })),
  });
});

test('[WRITE-12] a decision counts for twelve hours from when it was made, however often the file is written', () => {
  leave(taken);
  nowMs += 8 * HOUR_MS;
  leave(taken, locked);
  nowMs += 4 * HOUR_MS;
  expect(start().memory.read()).toEqual([taken, locked]);
  nowMs += 1;
  expect(start().memory.read()).toEqual([locked]);
  // A clock that was put back by days.
  nowMs -= 100 * HOUR_MS;
  expect(start().memory.read()).toEqual([]);
});

test.each([
  ['half of it', '{"version":1,"mails":[{"mail":"thund'],
  ['nothing', ''],
  ['another form', '{"version":2,"mails":[]}'],
  ['a list', '[]'],
  [
    'words in place of a name',
    JSON.stringify({ version: 1, mails: [{ ...taken, mail: 'Re: your card', decidedAtMs: 0 }] }),
  ],
  ['a field too many', JSON.stringify({ version: 1, mails: [{ ...taken, subject: 'x', decidedAtMs: 0 }] })],
  ['a time beyond all measure', JSON.stringify({ version: 1, mails: [{ ...taken, heldMs: 1e300, decidedAtMs: 0 }] })],
  [
    'too many',
    JSON.stringify({ version: 1, mails: Array.from({ length: 201 }, () => ({ ...taken, decidedAtMs: 0 })) }),
  ],
  ['too long', `{"version":1,"mails":[]}${' '.repeat(100_000)}`],
])('[WRITE-12] a file that holds %s is as none, is said, and is written anew', (_what, text) => {
  fs.writeFileSync(fileName(), text);
  expect(start().memory.read()).toEqual([]);
  expect(onDamaged).toHaveBeenCalledOnce();
  leave(taken);
  expect(start().memory.read()).toEqual([taken]);
});
