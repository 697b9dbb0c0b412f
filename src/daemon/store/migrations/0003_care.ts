/**
 * What care of the store asks: which threads branched off one, and up to where a mailbox's oldest mail was let go. Who comes back
 * with an offset before that has missed something, and is told so.
 */
export const sql = `
CREATE INDEX threads_by_parent ON threads (parent) WHERE parent IS NOT NULL;
ALTER TABLE mailboxes ADD COLUMN trimmed INTEGER NOT NULL DEFAULT 0;
`;
