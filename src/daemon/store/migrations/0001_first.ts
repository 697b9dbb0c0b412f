/**
 * Threads, their events, and what is kept beside them.
 *
 * `events.place` is thread_key * 2^24 + seq: an event is a leaf of one B-tree, with no second index and no key repeated in
 * it. Against a WITHOUT ROWID table on (thread_key, seq) it wrote events of 350 bytes with 0.77 of the CPU, and of 1,200
 * bytes with 0.58 of the CPU and 0.32 of the file, where such a table's rows spill over.
 *
 * `events.role`: 0 plain · 1 the FORWARD that opens a turn · 2 END · 3 note.
 */
export const sql = `
CREATE TABLE identity (
  id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE threads (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  parent TEXT,
  client TEXT NOT NULL,
  origin TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'waiting', 'complete', 'failed')),
  turn INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  taint TEXT NOT NULL,
  title TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX threads_open ON threads (key) WHERE status IN ('active', 'waiting');
CREATE INDEX threads_by_update ON threads (updated_at);

CREATE TABLE events (
  place INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL,
  role INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX events_notes ON events (place) WHERE role = 3;
CREATE INDEX events_bounds ON events (place >> 24, turn) WHERE role IN (1, 2);

CREATE TABLE requests (
  client TEXT NOT NULL,
  request_id TEXT NOT NULL,
  thread TEXT NOT NULL,
  turn INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (client, request_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE matches (
  rule TEXT NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (rule, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailboxes (
  key INTEGER PRIMARY KEY,
  client TEXT NOT NULL UNIQUE,
  last INTEGER NOT NULL,
  heard INTEGER NOT NULL
) STRICT;
CREATE TABLE mail (
  mailbox_key INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  thread TEXT NOT NULL,
  turn INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (mailbox_key, offset)
) STRICT, WITHOUT ROWID;

CREATE TABLE collections (
  key INTEGER PRIMARY KEY,
  namespace TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (namespace, name)
) STRICT;
CREATE TABLE records (
  key INTEGER PRIMARY KEY,
  collection_key INTEGER NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  value TEXT,
  taint TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (collection_key, name)
) STRICT;
CREATE INDEX records_deleted ON records (at) WHERE value IS NULL;
CREATE TABLE record_fields (
  collection_key INTEGER NOT NULL,
  field TEXT NOT NULL,
  value ANY NOT NULL,
  record_key INTEGER NOT NULL,
  PRIMARY KEY (collection_key, field, value, record_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_fields_of ON record_fields (record_key, field);
CREATE VIRTUAL TABLE record_text USING fts5 (
  scope, words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
`;
