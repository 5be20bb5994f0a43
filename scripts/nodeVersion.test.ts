// The Node that npm uses for our scripts.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const OLDEST_MAJOR = 24;
const brought = 'node_modules/.bin/node';

describe('Node', () => {
  it('[REPO-1] is new enough in everything that npm starts', () => {
    expect(majorOf(process.version)).toBeGreaterThanOrEqual(OLDEST_MAJOR);
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')('[REPO-1] comes with the dependencies', () => {
    expect(existsSync(brought)).toBe(true);
    const { stdout } = spawnSync(brought, ['--version'], { encoding: 'utf8' });
    expect(majorOf(stdout)).toBeGreaterThanOrEqual(OLDEST_MAJOR);
  });
});

function majorOf(version: string): number {
  return Number(/^v(\d+)/.exec(version)?.[1]);
}
