// One server to a data folder. The lock is one that the system takes back when its holder dies, however it dies.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** SQLite's own lock on a file beside the store (sqlite.org/lockingv3.html): RESERVED, which one process can have. */
const LOCK_FILE = 'visavis.lock';
/** Who holds it, for people. Says nothing by itself: only the lock does. */
const HOLDER_FILE = 'visavis.holder.json';

const holderSchema = z.object({ pid: z.int().positive(), host: z.string().max(255), since: z.string().max(40) });

export type DataLock = { release(): void };
export type Locked = { readonly ok: true; readonly lock: DataLock } | { readonly ok: false; readonly sentence: string };

/** Throws when the folder cannot be written. */
export function lockDataFolder(dataDir: string, nowMs: number): Locked {
  const db = new DatabaseSync(join(dataDir, LOCK_FILE), { timeout: 0 });
  try {
    db.exec('BEGIN IMMEDIATE');
  } catch (cause) {
    db.close();
    if (!isBusy(cause)) throw cause;
    return { ok: false, sentence: heldSentence(dataDir) };
  }
  const holderFile = join(dataDir, HOLDER_FILE);
  const holder = { pid: process.pid, host: hostname(), since: new Date(nowMs).toISOString() };
  writeFileSync(holderFile, JSON.stringify(holder), { mode: 0o600 });
  return {
    ok: true,
    lock: {
      release() {
        rmSync(holderFile, { force: true });
        db.close();
      },
    },
  };
}

function heldSentence(dataDir: string): string {
  const holder = readHolder(dataDir);
  const who = holder === null ? '' : ` (process ${String(holder.pid)} on ${holder.host}, since ${holder.since})`;
  return `The data folder ${dataDir} belongs to a server that is running${who}. Stop that one first, or give this one a folder of its own with VISAVIS_DATA_DIR.`;
}

function readHolder(dataDir: string): z.infer<typeof holderSchema> | null {
  try {
    const parsed = holderSchema.safeParse(JSON.parse(readFileSync(join(dataDir, HOLDER_FILE), 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** SQLITE_BUSY. */
function isBusy(cause: unknown): boolean {
  return cause instanceof Error && 'errcode' in cause && cause.errcode === 5;
}
