// The SQLite schema, one step a version. A step that has been released is never changed; add another.
import type { DatabaseSync } from 'node:sqlite';
import { Unusable } from './unusable.ts';

const STEPS: readonly string[] = [
  `
  CREATE TABLE accounts (
    agent_id TEXT PRIMARY KEY,
    user_name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('agent', 'supervisor')),
    password_hash TEXT NOT NULL,
    demo INTEGER NOT NULL CHECK (demo IN (0, 1))
  ) STRICT;
  CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    agent_id TEXT NOT NULL REFERENCES accounts (agent_id) ON DELETE CASCADE,
    expires_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_agent ON sessions (agent_id);
  CREATE INDEX sessions_by_expiry ON sessions (expires_at_ms);
  -- States are kept apart from accounts: an account removed while the server runs must not make a commit fail.
  CREATE TABLE agent_states (agent_id TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
  CREATE TABLE live_calls (call_id TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
  CREATE TABLE call_tokens (token_hash TEXT PRIMARY KEY, call_id TEXT NOT NULL) STRICT;
  CREATE INDEX call_tokens_by_call ON call_tokens (call_id);
  CREATE TABLE records (
    call_id TEXT PRIMARY KEY,
    topic_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    customer_name TEXT NOT NULL,
    media TEXT NOT NULL,
    agent_id TEXT,
    started_at_ms INTEGER NOT NULL,
    answered_at_ms INTEGER,
    ended_at_ms INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    ended_by TEXT NOT NULL,
    end_reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX records_by_agent ON records (agent_id, ended_at_ms DESC);
  CREATE INDEX records_by_end ON records (ended_at_ms);
  CREATE TABLE wrap_ups (
    call_id TEXT PRIMARY KEY REFERENCES records (call_id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    notes TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- Kept apart from records: a side reports while the call goes on, and a record is written when it has ended.
  CREATE TABLE qualities (
    call_id TEXT NOT NULL,
    party TEXT NOT NULL CHECK (party IN ('agent', 'customer')),
    quality TEXT NOT NULL,
    PRIMARY KEY (call_id, party)
  ) STRICT;
  UPDATE live_calls SET state = json_set(
    state, '$.context.conversation.generationSinceMs', json_extract(state, '$.context.conversation.answeredAtMs')
  ) WHERE json_extract(state, '$.context.conversation.answeredAtMs') IS NOT NULL;
  `,
  `
  -- A ringing call remembers whether its agent is there, and a conversation which offer it came from: the last one.
  UPDATE live_calls SET state = json_set(state, '$.value.open.service', json('{"ringing":"present"}'))
    WHERE json_extract(state, '$.value.open.service') = 'ringing';
  UPDATE live_calls SET state = json_set(
    state, '$.context.conversation.offerId', call_id || '_' || json_extract(state, '$.context.offerCount')
  ) WHERE json_extract(state, '$.context.conversation.answeredAtMs') IS NOT NULL;
  `,
  `
  CREATE TABLE offers (
    offer_id TEXT PRIMARY KEY,
    call_id TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    rang_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER NOT NULL,
    result TEXT NOT NULL
  ) STRICT;
  CREATE INDEX offers_by_end ON offers (ended_at_ms);
  -- One mail may shield more than once: it lapses, and the next keystroke takes the shield again.
  CREATE TABLE shields (
    shield_id INTEGER PRIMARY KEY,
    agent_id TEXT NOT NULL,
    activity_id TEXT NOT NULL,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    started_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER NOT NULL,
    how TEXT NOT NULL,
    calls_kept_away INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX shields_by_end ON shields (ended_at_ms);
  -- Nobody was writing, and no call could interrupt.
  UPDATE agent_states SET state = json_set(
    state, '$.context.replies', json('[]'), '$.context.wrapUpLimit', json('null'), '$.context.attempt', 0, '$.value.shield', 'off'
  );
  UPDATE live_calls SET state = json_set(
    state, '$.context.facts.exemptFromShield', json('false'), '$.context.facts.interruptCountdownMs', 3000
  );
  UPDATE live_calls SET state = json_set(state, '$.value.open.patience', 'endless')
    WHERE json_extract(state, '$.value') <> 'ended';
  UPDATE live_calls SET state = json_set(state, '$.context.offer.interrupts', json('false'))
    WHERE json_extract(state, '$.context.offer.offerId') IS NOT NULL;
  UPDATE live_calls SET state = json_set(state, '$.context.callback', json('null'));
  CREATE TABLE settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    text TEXT NOT NULL,
    taken_at_ms INTEGER NOT NULL
  ) STRICT;
  `,
  `
  -- Kept apart from records, as qualities are; and forgotten before them.
  CREATE TABLE entries (
    entry_no INTEGER PRIMARY KEY,
    call_id TEXT NOT NULL,
    party TEXT NOT NULL CHECK (party IN ('agent', 'customer')),
    entry_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    entry TEXT NOT NULL,
    UNIQUE (call_id, party, entry_id)
  ) STRICT;
  CREATE INDEX entries_by_call ON entries (call_id, at_ms, entry_no);
  CREATE INDEX entries_by_time ON entries (at_ms);
  CREATE TABLE stills (
    still_no INTEGER PRIMARY KEY,
    call_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    type TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (call_id, sha256)
  ) STRICT;
  CREATE INDEX stills_by_time ON stills (at_ms);
  -- Where the settings file was: it names documents from there.
  ALTER TABLE settings ADD COLUMN folder TEXT;
  `,
  `
  -- Who consented to what, in which call, and until when. Of the key that withdraws it there is a hash only.
  CREATE TABLE consents (
    consent_no INTEGER PRIMARY KEY,
    customer_id TEXT NOT NULL,
    call_id TEXT NOT NULL,
    text_version TEXT NOT NULL,
    locale TEXT NOT NULL,
    withdrawal_hash TEXT NOT NULL,
    given_at_ms INTEGER NOT NULL,
    withdrawn_at_ms INTEGER
  ) STRICT;
  CREATE INDEX consents_by_call ON consents (call_id);
  CREATE INDEX consents_by_customer ON consents (customer_id);
  -- Opened by the customer's key only, which is not here.
  CREATE TABLE face_templates (
    customer_id TEXT PRIMARY KEY,
    template_id TEXT NOT NULL,
    model TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL,
    enrolment TEXT NOT NULL,
    reference TEXT,
    enrolled_by TEXT NOT NULL
  ) STRICT;
  CREATE INDEX face_templates_by_reference ON face_templates (reference);
  CREATE TABLE identity_checks (
    check_id TEXT PRIMARY KEY,
    call_id TEXT NOT NULL,
    customer_id TEXT,
    agent_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    facts TEXT NOT NULL
  ) STRICT;
  CREATE INDEX identity_checks_by_call ON identity_checks (call_id);
  CREATE INDEX identity_checks_by_customer ON identity_checks (customer_id, at_ms);
  `,
  `
  CREATE INDEX missed_offers ON offers (agent_id, ended_at_ms DESC) WHERE result = 'missed';
  `,
  `
  -- What customers agreed to, as they and their agents hold it.
  CREATE TABLE agreed_files (
    file_no INTEGER PRIMARY KEY,
    call_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (call_id, sha256)
  ) STRICT;
  CREATE INDEX agreed_files_by_time ON agreed_files (at_ms);
  `,
  `
  -- Of sessions begun before, all that is known is when they expire: twelve hours after they were last seen.
  ALTER TABLE sessions ADD COLUMN session_id TEXT NOT NULL DEFAULT '';
  ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
  ALTER TABLE sessions ADD COLUMN started_at_ms INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE sessions ADD COLUMN last_seen_at_ms INTEGER NOT NULL DEFAULT 0;
  UPDATE sessions SET session_id = lower(hex(randomblob(12))), started_at_ms = expires_at_ms - 43200000,
    last_seen_at_ms = expires_at_ms - 43200000;
  CREATE UNIQUE INDEX sessions_by_id ON sessions (session_id);
  -- Sessions of this agent were ended, by whichever process: servers follow these by number, which is never used again.
  CREATE TABLE revocations (
    revocation_no INTEGER PRIMARY KEY AUTOINCREMENT,
    agent_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;
  -- What asks whether the store can be written writes here.
  CREATE TABLE health (id INTEGER PRIMARY KEY CHECK (id = 1), writes INTEGER NOT NULL) STRICT;
  `,
  `
  -- Links that have let somebody call, by the hash of their id, for as long as they would be good.
  CREATE TABLE used_links (id_hash TEXT PRIMARY KEY, good_until_ms INTEGER NOT NULL) STRICT;
  `,
  `
  -- Each entry's hash is over itself and the one before. Nothing is changed, and nothing goes but behind a signed checkpoint.
  CREATE TABLE audit (
    entry_no INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_time ON audit (at_ms);
  CREATE TABLE audit_checkpoints (
    up_to INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    signature BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_is_only_appended BEFORE UPDATE ON audit
    BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;
  CREATE TRIGGER audit_goes_behind_checkpoints BEFORE DELETE ON audit
    WHEN OLD.entry_no > coalesce((SELECT max(up_to) FROM audit_checkpoints), 0)
    BEGIN SELECT raise(ABORT, 'the audit log is only appended to'); END;
  `,
  `
  -- The last step of time whose code was used: no code is good twice.
  CREATE TABLE second_factors (
    agent_id TEXT PRIMARY KEY REFERENCES accounts (agent_id) ON DELETE CASCADE,
    secret TEXT NOT NULL,
    last_step INTEGER NOT NULL,
    since_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE recovery_codes (
    agent_id TEXT NOT NULL REFERENCES second_factors (agent_id) ON DELETE CASCADE,
    code_hash TEXT NOT NULL,
    PRIMARY KEY (agent_id, code_hash)
  ) STRICT;
  -- Until their owners have been told.
  CREATE TABLE factor_resets (
    agent_id TEXT PRIMARY KEY REFERENCES accounts (agent_id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL
  ) STRICT;
  `,
  'ALTER TABLE records ADD COLUMN reference TEXT;',
  `
  -- Keys that some value may be sealed with, by their ids: which must be there when the file is opened.
  CREATE TABLE sealing_keys (key_id TEXT PRIMARY KEY) STRICT;
  `,
  `
  -- Whether all that is sealed was looked through for this key: then nothing is looked through again.
  ALTER TABLE sealing_keys ADD COLUMN is_done INTEGER NOT NULL DEFAULT 0 CHECK (is_done IN (0, 1));
  `,
  `
  -- Which key signs the checkpoints of the audit log after which entry; each said by the one before, and by itself.
  CREATE TABLE audit_keys (
    key_no INTEGER PRIMARY KEY,
    after_entry INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    key_before BLOB,
    signature BLOB NOT NULL,
    signed_by_before BLOB
  ) STRICT;
  `,
  'ALTER TABLE consents ADD COLUMN possession_key TEXT;',
];

export const SCHEMA_VERSION = STEPS.length;

/**
 * Brings the file to this build's schema (tests: to an earlier one). Throws, and changes nothing, when the file is from
 * a later build. `inStep` is called in the transaction of each step that is taken, at its end.
 */
export function migrate(db: DatabaseSync, nowMs: number, upTo = SCHEMA_VERSION, inStep = (): void => undefined): void {
  db.exec('CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at_ms INTEGER NOT NULL) STRICT');
  const row = db.prepare('SELECT coalesce(max(version), 0) AS version FROM migrations').get();
  const present = Number(row?.['version']);
  if (present > SCHEMA_VERSION) {
    throw new Unusable(
      `The store has schema version ${present}; this build knows ${SCHEMA_VERSION} and no later one. Use the release that wrote it.`,
    );
  }
  for (const [index, step] of STEPS.slice(0, upTo).entries()) {
    const version = index + 1;
    if (version <= present) continue;
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(step);
      db.prepare('INSERT INTO migrations (version, applied_at_ms) VALUES (?, ?)').run(version, nowMs);
      inStep();
      db.exec('COMMIT');
    } catch (cause) {
      db.exec('ROLLBACK');
      throw cause;
    }
  }
}
