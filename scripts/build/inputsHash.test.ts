import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashInputs } from './inputsHash.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-hash-'));
  mkdirSync(join(folder, 'ui'));
  writeFileSync(join(folder, 'ui', 'Button.svelte'), 'one');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('hashInputs', () => {
  it.each([
    ['a change', 'Button.svelte', true],
    ['a new file', 'Field.svelte', true],
    ['a test', 'Button.test.ts', false],
  ])('notices %s: %s → %s', (_what, file, isNoticed) => {
    const before = hashInputs([folder]);
    writeFileSync(join(folder, 'ui', file), 'two');
    expect(hashInputs([folder]) !== before).toBe(isNoticed);
  });

  it('notices that a file appears which was missing', () => {
    const before = hashInputs([join(folder, 'later.json')]);
    writeFileSync(join(folder, 'later.json'), '');
    expect(hashInputs([join(folder, 'later.json')])).not.toBe(before);
  });
});
