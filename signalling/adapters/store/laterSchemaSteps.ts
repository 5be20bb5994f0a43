// The steps from the ninth on of the SQLite schema, one a version. One that has been released is never changed; add another.

export const LATER_SCHEMA_STEPS: readonly string[] = [
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
  `
  ALTER TABLE records ADD COLUMN reference TEXT;
  `,
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
  `
  -- Every agent's part in a call, in order. It is written when the part is over, which may be before the call is on record; what the
  -- agent wrote about it follows. Until now a call had one agent.
  CREATE TABLE segments (
    call_id TEXT NOT NULL,
    segment_no INTEGER NOT NULL,
    agent_id TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('answered', 'transferred')),
    joined_ms INTEGER NOT NULL,
    left_ms INTEGER NOT NULL,
    reason TEXT,
    notes TEXT,
    PRIMARY KEY (call_id, segment_no)
  ) STRICT;
  CREATE INDEX segments_by_agent ON segments (agent_id, left_ms DESC);
  INSERT INTO segments
    SELECT call_id, 1, agent_id, 'answered', answered_at_ms, ended_at_ms, reason, notes
    FROM records LEFT JOIN wrap_ups USING (call_id) WHERE agent_id IS NOT NULL AND answered_at_ms IS NOT NULL;
  DROP TABLE wrap_ups;
  -- Of calls that go on, or are wrapped up.
  UPDATE live_calls SET state = json_set(
    state, '$.context.segments', json('[]'), '$.context.transfer', json('null'), '$.context.reservedFor', json('null')
  );
  UPDATE live_calls SET state = json_set(state, '$.context.segments', json_array(json_object(
    'agentId', json_extract(state, '$.context.conversation.agentId'),
    'how', 'answered',
    'queueId', json_extract(state, '$.context.facts.queueId'),
    'topic', json_extract(state, '$.context.facts.topic'),
    'joinedMs', json_extract(state, '$.context.conversation.answeredAtMs'),
    'leftMs', json_extract(state, '$.context.ending.endedAtMs'),
    'wrapUp', iif(json_extract(state, '$.context.ending.endedAtMs') IS NULL, 'none', 'open')
  ))) WHERE json_extract(state, '$.context.conversation.agentId') IS NOT NULL;
  `,
  `
  -- A colleague may have been asked, too.
  CREATE TABLE wider_segments (
    call_id TEXT NOT NULL,
    segment_no INTEGER NOT NULL,
    agent_id TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('answered', 'transferred', 'consulted')),
    joined_ms INTEGER NOT NULL,
    left_ms INTEGER NOT NULL,
    reason TEXT,
    notes TEXT,
    PRIMARY KEY (call_id, segment_no)
  ) STRICT;
  INSERT INTO wider_segments SELECT * FROM segments;
  DROP TABLE segments;
  ALTER TABLE wider_segments RENAME TO segments;
  CREATE INDEX segments_by_agent ON segments (agent_id, left_ms DESC);
  `,
  'CREATE INDEX records_by_reference ON records (reference, ended_at_ms) WHERE reference IS NOT NULL;',
  // A colleague asked about a call: no customer's ring, and no missed call where it was not answered.
  'ALTER TABLE offers ADD COLUMN is_question INTEGER NOT NULL DEFAULT 0 CHECK (is_question IN (0, 1));',
  `
  -- Calls of more than two: how somebody took part is the domain's to say.
  CREATE TABLE any_segments (
    call_id TEXT NOT NULL,
    segment_no INTEGER NOT NULL,
    agent_id TEXT NOT NULL,
    how TEXT NOT NULL,
    joined_ms INTEGER NOT NULL,
    left_ms INTEGER NOT NULL,
    reason TEXT,
    notes TEXT,
    PRIMARY KEY (call_id, segment_no)
  ) STRICT;
  INSERT INTO any_segments SELECT * FROM segments;
  DROP TABLE segments;
  ALTER TABLE any_segments RENAME TO segments;
  CREATE INDEX segments_by_agent ON segments (agent_id, left_ms DESC);
  `,
  `
  -- What was measured is of one agent's part. What is there was last said of the last of those who had the call.
  CREATE TABLE qualities_of_parts (
    call_id TEXT NOT NULL,
    segment_no INTEGER NOT NULL,
    party TEXT NOT NULL CHECK (party IN ('agent', 'customer')),
    quality TEXT NOT NULL,
    PRIMARY KEY (call_id, segment_no, party)
  ) STRICT;
  INSERT INTO qualities_of_parts SELECT call_id, coalesce(
    (SELECT max(part.key) + 1 FROM live_calls, json_each(live_calls.state, '$.context.segments') part
       WHERE live_calls.call_id = qualities.call_id
       AND json_extract(part.value, '$.how') IN ('answered', 'transferred', 'tookOver')),
    (SELECT max(segment_no) FROM segments
       WHERE segments.call_id = qualities.call_id AND how IN ('answered', 'transferred', 'tookOver')),
    1
  ), party, quality FROM qualities;
  DROP TABLE qualities;
  ALTER TABLE qualities_of_parts RENAME TO qualities;
  `,
  `
  -- Where each part was waited for: a call may have gone to another queue since. Of what is over all that is known is where it was last.
  ALTER TABLE segments ADD COLUMN queue_id TEXT NOT NULL DEFAULT '';
  UPDATE segments SET queue_id = coalesce(
    (SELECT json_extract(state, '$.context.segments[' || (segment_no - 1) || '].queueId') FROM live_calls
       WHERE live_calls.call_id = segments.call_id),
    (SELECT topic_id FROM records WHERE records.call_id = segments.call_id),
    ''
  );
  `,
];
