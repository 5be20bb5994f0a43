// The log's files on a real disk: lines, rotation, and silence when there is nowhere to write.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from './createLog.ts';

let directory: string;
beforeEach(() => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'visavis-log-'));
});
afterEach(() => fs.rmSync(directory, { recursive: true, force: true }));

const linesOf = (name: string): unknown[] =>
  fs
    .readFileSync(path.join(directory, name), 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

test('[POLICY-3] keeps no lines that are less important than what is asked for, from that moment on', () => {
  let least: 'warn' | 'debug' = 'warn';
  const log = createLog({ directory, echo: false, least: () => least });
  log.info('not kept');
  log.error('kept');
  least = 'debug';
  log.debug('kept');
  expect(linesOf('main.log')).toMatchObject([{ message: 'kept' }, { level: 'debug' }]);
});

test('[HOST-11] writes one JSON object a line', () => {
  const log = createLog({ directory, echo: false, nowMs: () => 0 });
  log.info('window opened', { width: 800 });
  log.warn('navigation blocked');
  expect(linesOf('main.log')).toEqual([
    { time: '1970-01-01T00:00:00.000Z', level: 'info', message: 'window opened', width: 800 },
    { time: '1970-01-01T00:00:00.000Z', level: 'warn', message: 'navigation blocked' },
  ]);
});

test('[HOST-11] sets a full file aside and keeps a bounded number, also over restarts', () => {
  for (let n = 0; n < 40; n++) createLog({ directory, echo: false, maxFileBytes: 300 }).info(`line ${n}`);
  expect(fs.readdirSync(directory).sort()).toEqual(['main.1.log', 'main.2.log', 'main.3.log', 'main.log']);
  for (const name of fs.readdirSync(directory))
    expect(fs.statSync(path.join(directory, name)).size).toBeLessThanOrEqual(300);
  expect(linesOf('main.log').at(-1)).toMatchObject({ message: 'line 39' });
});

test('[HOST-11] cuts a long field and never throws', () => {
  createLog({ directory, echo: false }).error('failed', { stack: 'x'.repeat(100_000) });
  expect(fs.statSync(path.join(directory, 'main.log')).size).toBeLessThan(3_000);
  const blocked = path.join(directory, 'main.log', 'below-a-file');
  expect(() => createLog({ directory: blocked, echo: false }).error('nowhere to write')).not.toThrow();
});
