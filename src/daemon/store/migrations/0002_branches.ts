/** Where a thread that was branched off another left it: the parent's seq of the last event that it took along. */
export const sql = `
ALTER TABLE threads ADD COLUMN branched_at INTEGER;
`;
