// The state file on a real disk, with a clock of our own.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStateFile } from './createStateFile.ts';

let directory: string;
beforeEach(() => {
  vi.useFakeTimers();
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'visavis-state-'));
});
afterEach(() => {
  vi.useRealTimers();
  fs.rmSync(directory, { recursive: true, force: true });
});

test('[HOST-2] many changes make one write, after a pause', () => {
  const file = path.join(directory, 'new', 'window.json');
  const state = createStateFile({ file, pauseMs: 500, onFailure: vi.fn() });
  expect(state.read()).toBeUndefined();
  for (const text of ['a', 'b', 'c']) {
    state.save(text);
    vi.advanceTimersByTime(400);
  }
  expect(fs.existsSync(file)).toBe(false);
  vi.advanceTimersByTime(100);
  expect(state.read()).toBe('c');
  expect(fs.readdirSync(path.dirname(file))).toEqual(['window.json']);
});

test('[HOST-2] what waits is written when the window closes', () => {
  const state = createStateFile({ file: path.join(directory, 'window.json'), pauseMs: 500, onFailure: vi.fn() });
  state.save('last');
  state.flush();
  expect(state.read()).toBe('last');
  expect(vi.getTimerCount()).toBe(0);
});

test('[HOST-2] a disk that refuses is reported, not thrown', () => {
  const onFailure = vi.fn();
  fs.writeFileSync(path.join(directory, 'file'), '');
  const state = createStateFile({ file: path.join(directory, 'file', 'window.json'), pauseMs: 0, onFailure });
  state.save('x');
  expect(() => state.flush()).not.toThrow();
  expect(onFailure).toHaveBeenCalledOnce();
});
