// The first eight steps of the SQLite schema, one a version. One that has been released is never changed; add another.

export const FIRST_SCHEMA_STEPS: readonly string[] = [
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
];
