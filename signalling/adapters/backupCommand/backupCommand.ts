// What `npm run backup` and `npm run restore` do with a data folder, and what they say. Knows no terminal.
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockDataFolder } from '../store/dataLock.ts';
import { SCHEMA_VERSION } from '../store/migrations.ts';
import { auditAppender } from '../store/sqliteAudit.ts';
import { STORE_FILE } from '../store/sqliteStore.ts';
import { complaintAboutStore } from './storeFile.ts';
import type { CommandOutcome } from '../command/command.ts';

const BESIDE = ['-wal', '-shm'];

const NOT_NOTED = 'It was not noted in the audit log: the store is of another release, or did not take it.';

const done = (text: string): CommandOutcome => ({ ok: true, text });
const refused = (text: string): CommandOutcome => ({ ok: false, text });

/**
 * While a server runs, or not. What it had acknowledged when this began is in it (VACUUM INTO, sqlite.org/lang_vacuum.html: one
 * read transaction, which holds up no writer).
 */
export function backUp(dataDir: string, file: string, nowMs: number): CommandOutcome {
  const store = join(dataDir, STORE_FILE);
  if (!existsSync(store)) return refused(`There is no store in ${dataDir}.`);
  if (existsSync(file)) return refused(`${file} is there already. Choose another name: a back-up replaces nothing.`);
  const part = `${file}.part`;
  try {
    rmSync(part, { force: true });
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const db = new DatabaseSync(store, { timeout: 5000 });
    try {
      db.prepare('VACUUM INTO ?').run(part);
    } finally {
      db.close();
    }
    chmodSync(part, 0o600);
    const complaint = complaintAboutStore(part);
    if (complaint !== null) throw new Error(complaint);
    renameSync(part, file);
  } catch (cause) {
    discard(part);
    return refused(`No back-up was made: ${sayable(cause)}`);
  }
  const said = `Backed up ${store} to ${file}. It holds names, notes and chats: keep it where only you can read it.`;
  return done(noteDown(store, 'backedUp', nowMs) ? said : `${said}\n${NOT_NOTED}`);
}

/** With no server running. The store before stays beside it, under another name; everybody signs in again. */
export function restore(dataDir: string, file: string, nowMs: number): CommandOutcome {
  const complaint = complaintAboutStore(file);
  if (complaint !== null) return refused(complaint);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const locked = lockDataFolder(dataDir, nowMs);
  if (!locked.ok) return refused(locked.sentence);
  const store = join(dataDir, STORE_FILE);
  const part = `${store}.part`;
  try {
    copyFileSync(file, part);
    chmodSync(part, 0o600);
    endSessions(part);
    const isNoted = noteDown(part, 'restored', nowMs);
    const before = putAside(store, nowMs);
    renameSync(part, store);
    return done(
      [
        `Restored ${store} from ${file}. Everybody must sign in again.`,
        ...(before === null ? [] : [`The store before is ${before}. Delete it when you need it no more.`]),
        ...(isNoted ? [] : [NOT_NOTED]),
        'Customers who were erased since the back-up was made are in it again: erase them once more.',
      ].join('\n'),
    );
  } catch (cause) {
    return refused(`Nothing was restored: ${sayable(cause)}`);
  } finally {
    for (const end of ['', ...BESIDE]) rmSync(part + end, { force: true });
    locked.lock.release();
  }
}

/** In the store's audit log. False where it has none, or it is of another release, or does not take it: that harms nothing. */
function noteDown(file: string, kind: 'backedUp' | 'restored', nowMs: number): boolean {
  try {
    const db = new DatabaseSync(file, { timeout: 5000 });
    try {
      const version = Number(db.prepare('SELECT max(version) AS version FROM migrations').get()?.['version']);
      if (version !== SCHEMA_VERSION) return false;
      auditAppender(db)({ atMs: nowMs, kind, facts: {} });
      return true;
    } finally {
      db.close();
    }
  } catch {
    return false;
  }
}

/** A session that was ended since the back-up was made must not come back. */
function endSessions(file: string): void {
  const db = new DatabaseSync(file);
  try {
    const has = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sessions'").get();
    if (has !== undefined) db.exec('DELETE FROM sessions');
  } finally {
    db.close();
  }
}

/** With what belongs to it. Null when there was none. */
function putAside(store: string, nowMs: number): string | null {
  if (!existsSync(store)) return null;
  const at = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const aside = `${store}.before-${at}`;
  for (const end of ['', ...BESIDE]) if (existsSync(store + end)) renameSync(store + end, aside + end);
  return aside;
}

/** Where even that cannot be done, the place itself is wrong, which has been found out already. */
function discard(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    // The cause is said.
  }
}

function sayable(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
