// Archives of ours, read by the system's own reader.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zipArchive } from './zipArchive.ts';

test('[DOOR-16] another program finds the archive sound and every file as it was', () => {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-zip-'));
  const file = join(folder, 'a.zip');
  const entries = [
    { name: 'manifest.json', content: Buffer.from('{}') },
    { name: 'images/é.bin', content: Buffer.from([0, 255, 10, 13]) },
    { name: 'empty', content: Buffer.alloc(0) },
  ];
  try {
    writeFileSync(file, zipArchive(entries));
    expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors detected');
    expect(execFileSync('unzip', ['-p', file, 'manifest.json'], { encoding: 'utf8' })).toBe('{}');
    expect(zipArchive(entries).equals(zipArchive(entries))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
