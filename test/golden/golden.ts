import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ThreadEvent } from '../../src/daemon/model/event.ts';
import type { Store, ThreadRow } from '../../src/daemon/store/store.ts';

/** A stored thread in a file: its row on the first line, an event on each of the others. */
export interface Golden {
  readonly name: string;
  readonly row: ThreadRow;
  readonly events: readonly ThreadEvent[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Writes it with ids that are the same in every recording: numbered in the order in which they come, of the file's own. */
export function writeGolden(file: string, row: ThreadRow, events: readonly ThreadEvent[]): void {
  const ids = new Map<string, string>();
  const own = createHash('sha256').update(basename(file)).digest('hex').slice(0, 8);
  const numbered = (id: string): string => {
    const known = ids.get(id) ?? `${own}-0000-7000-8000-${String(ids.size + 1).padStart(12, '0')}`;
    ids.set(id, known);
    return known;
  };
  const lines = [row, ...events].map((line) => JSON.stringify(line).replace(UUID, numbered));
  writeFileSync(file, `${lines.join('\n')}\n`);
}

export function readGoldens(): readonly Golden[] {
  const folder = import.meta.dirname;
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'));
  return files.sort().map((file) => {
    const [first = '', ...rest] = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
    return { name: basename(file, '.jsonl'), row: JSON.parse(first), events: rest.map((line) => JSON.parse(line)) };
  });
}

/** A store that has one thread and can only be read. */
export function storeOf({ row, events }: Pick<Golden, 'row' | 'events'>): Pick<Store, 'thread' | 'threads' | 'events'> {
  return {
    thread: async (id) => (id === row.id ? row : undefined),
    threads: async ({ after } = {}) => (after === row.id ? [] : [row]),
    events: async (_id, { afterSeq = 0, untilSeq = events.length, limit = events.length } = {}) =>
      events.filter(({ seq }) => seq > afterSeq && seq <= untilSeq).slice(0, limit),
  };
}
