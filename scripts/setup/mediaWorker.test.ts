import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync, chmodSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureMediaWorker } from './mediaWorker.ts';
import { findMediaWorker, mediaWorkerFile } from './mediaWorkerFile.ts';

const WORKS = '#!/bin/sh\nexit 41\n';
const FAILS = '#!/bin/sh\nexit 127\n';
const UNREACHABLE = 'http://127.0.0.1:9';

let home: string;
let server: Server | undefined;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'visavis-worker-'));
  vi.stubEnv('XDG_CACHE_HOME', home);
  vi.stubEnv('VISAVIS_MEDIA_WORKER', '');
});

afterEach(() => {
  vi.unstubAllEnvs();
  server?.close();
  server = undefined;
  rmSync(home, { recursive: true, force: true });
});

/** Releases that hold this program, whatever is asked for. */
async function releasesWith(program: string): Promise<string> {
  writeProgram(join(home, 'mediasoup-worker'), program);
  spawnSync('tar', ['-czf', 'worker.tgz', 'mediasoup-worker'], { cwd: home });
  const archive = readFileSync(join(home, 'worker.tgz'));
  const started = createServer((_, response) => response.end(archive));
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

function writeProgram(file: string, program: string): void {
  writeFileSync(file, program);
  chmodSync(file, 0o755);
}

const builds = (program: string) => (file: string) => {
  writeProgram(file, program);
  return Promise.resolve();
};
const mustNotBuild = () => Promise.reject(new Error('nothing is built here'));

describe('the media worker', () => {
  it('[ROOM-1] is taken as its authors built it, once, and stays', async () => {
    const releases = await releasesWith(WORKS);
    const program = await ensureMediaWorker({ releases, build: mustNotBuild });
    expect(readFileSync(program, 'utf8')).toBe(WORKS);
    expect(await ensureMediaWorker({ releases: UNREACHABLE, build: mustNotBuild })).toBe(program);
    expect(readdirSync(dirname(program)), 'nothing of the download is left').toEqual(['mediasoup-worker']);
  });

  it('[ROOM-1] is built here where the download is out of reach or does not run', async () => {
    const program = await ensureMediaWorker({ releases: await releasesWith(FAILS), build: builds(WORKS) });
    expect(readFileSync(program, 'utf8')).toBe(WORKS);
    rmSync(program);
    await ensureMediaWorker({ releases: UNREACHABLE, build: builds(WORKS) });
    expect(findMediaWorker()).toBe(program);
  });

  it('[ROOM-1] is not there when what was built does not run: a sentence says so', async () => {
    const made = ensureMediaWorker({ releases: UNREACHABLE, build: builds(FAILS) });
    await expect(made).rejects.toThrow('Calls of two go on without it');
    expect(existsSync(mediaWorkerFile())).toBe(false);
  });
});
