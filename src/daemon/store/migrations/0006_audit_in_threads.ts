/**
 * Each thread names the last entry of the record that it caused, with its hash. Where the entries and
 * `audit_head` are taken away together, cut off at the end or written anew, the threads still tell of them.
 */
export const sql = `
ALTER TABLE threads ADD COLUMN audit_seq INTEGER;
ALTER TABLE threads ADD COLUMN audit_hash TEXT;
UPDATE threads SET audit_seq = caused.seq, audit_hash = caused.hash
  FROM (SELECT body ->> 'thread' AS thread, max(seq) AS seq, hash FROM audit WHERE json_valid(body) GROUP BY 1) AS caused
  WHERE threads.id = caused.thread;
CREATE INDEX threads_by_audit ON threads (audit_seq) WHERE audit_seq IS NOT NULL;
`;
