import type { ThreadRow } from '../client/client.ts';

export interface ThreadInTree {
  readonly row: ThreadRow;
  /** What stands before it: lines that lead from its parent. Empty for a thread that is no branch of one listed. */
  readonly lead: string;
}

/**
 * Threads with their branches under them: trees in the order in which any of their threads comes first, branches in the order in
 * which they were made. A branch whose parent is not listed stands alone.
 */
export function treeOf(rows: readonly ThreadRow[]): readonly ThreadInTree[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const children = new Map<string, ThreadRow[]>();
  for (const row of rows)
    if (row.parent !== undefined && byId.has(row.parent))
      children.set(row.parent, [...(children.get(row.parent) ?? []), row]);
  const tops = new Set(rows.map((row) => topOf(row, byId)));
  return [...tops].flatMap((top) => [{ row: top, lead: '' }, ...below(top, '', children)]);
}

function topOf(row: ThreadRow, byId: ReadonlyMap<string, ThreadRow>): ThreadRow {
  let top = row;
  for (let parent = byId.get(row.parent ?? ''); parent; parent = byId.get(parent.parent ?? '')) top = parent;
  return top;
}

function below(
  row: ThreadRow,
  lead: string,
  children: ReadonlyMap<string, readonly ThreadRow[]>,
): readonly ThreadInTree[] {
  const branches = [...(children.get(row.id) ?? [])].sort((a, b) => a.createdAt - b.createdAt);
  return branches.flatMap((branch, index) => {
    const last = index === branches.length - 1;
    return [
      { row: branch, lead: `${lead}${last ? '└─ ' : '├─ '}` },
      ...below(branch, `${lead}${last ? '   ' : '│  '}`, children),
    ];
  });
}
