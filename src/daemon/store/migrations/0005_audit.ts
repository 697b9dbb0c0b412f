/**
 * What the gate decided about calls that are private or dangerous: rows that are only ever added, each with the hash of the one
 * before in its own. `audit_head` tells how many there are, so that what was cut off at the end is missed as well.
 */
export const sql = `
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_time ON audit (at);
CREATE TABLE audit_head (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
`;
