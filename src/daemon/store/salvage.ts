import type { Database } from 'better-sqlite3';

/** Rows read at once. */
const PAGE = 200;
/** Places where reading is taken up again; what is more torn than that would take for ever. */
const MAX_HOLES = 1_000;
/** Rows that are indexed by words; they are written as they are or not at all. */
const WORDS = 'record_text';

export interface Salvaged {
  /** Rows that were read, of all tables. */
  readonly rows: number;
  /** Tables of which something could not be read. */
  readonly torn: readonly string[];
}

/** Columns that hold JSON. */
const JSON_COLUMNS: { readonly [table: string]: readonly string[] } = {
  audit: ['body'],
  events: ['body'],
  threads: ['origin', 'taint'],
  mail: ['body'],
  records: ['value', 'taint'],
};

type Row = readonly unknown[];

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of its primary key; the row's number where it has none of its own. */
  readonly key: readonly string[];
  /** Whether the key is one whole number: holes can then be leapt over. */
  readonly isNumbered: boolean;
}

/**
 * Reads what can be read of a damaged database, row by row, and puts it into another of the same format. A table that can be
 * read to its end takes the place of what the other had; of a torn one, each row that can be read takes the place of its like.
 */
export function salvage(damaged: Database, into: Database): Salvaged {
  let rows = 0;
  const torn: string[] = [];
  // What finds records by words is kept in tables of its own, which only make sense all together.
  into.unsafeMode(true);
  const tables = tablesOf(into);
  const words = tables.filter(({ name }) => name.startsWith(`${WORDS}_`));
  const plain = tables.filter((table) => !words.includes(table));
  for (const table of plain) {
    const { taken, isWhole } = takeOver(damaged, into, table);
    rows += taken;
    if (!isWhole) torn.push(table.name);
  }
  into.exec('SAVEPOINT words');
  const whole = words.every((table) => takeOver(damaged, into, table).isWhole) && areWordsRight(into);
  into.exec(whole ? 'RELEASE words' : 'ROLLBACK TO words; RELEASE words');
  if (!whole) torn.push(WORDS);
  return { rows, torn };
}

function areWordsRight(into: Database): boolean {
  try {
    into.exec(`INSERT INTO ${WORDS} (${WORDS}) VALUES ('integrity-check')`);
    return true;
  } catch {
    return false;
  }
}

function takeOver(damaged: Database, into: Database, table: Table): { taken: number; isWhole: boolean } {
  const shared = columnsIn(damaged, table);
  if (shared === undefined) return { taken: 0, isWhole: false };
  const names = shared.map(quoted).join(', ');
  const insert = into.prepare<unknown[]>(
    `INSERT OR REPLACE INTO ${quoted(table.name)} (${names}) VALUES (${shared.map(() => '?').join(', ')})`,
  );
  const json = shared.flatMap((column, index) => (JSON_COLUMNS[table.name]?.includes(column) ? [index] : []));
  const empty = into.prepare(`DELETE FROM ${quoted(table.name)}`);
  const pass = (isClean: boolean) => {
    let taken = 0;
    if (isClean) empty.run();
    let isClear = true;
    const isWhole = readable(damaged, { ...table, columns: shared }, (row) => {
      if (!isLegible(row, json)) {
        isClear = false;
        return;
      }
      insert.run(...row);
      taken += 1;
    });
    return { taken, isWhole: isWhole && isClear };
  };
  into.exec('SAVEPOINT taking');
  const first = pass(true);
  if (first.isWhole) {
    into.exec('RELEASE taking');
    return first;
  }
  into.exec('ROLLBACK TO taking; RELEASE taking');
  return pass(false);
}

/** Of a row whose text runs over several pages some may be gone, and what stands in their place is read as well. */
function isLegible(row: Row, json: readonly number[]): boolean {
  return json.every((column) => {
    const text = row[column];
    if (text === null) return true;
    try {
      JSON.parse(String(text));
      return true;
    } catch {
      return false;
    }
  });
}

/** Hands over every row that can be read. @returns whether that was all, as far as one can tell */
function readable(database: Database, table: Table, take: (row: Row) => void): boolean {
  const key = table.key.map(quoted).join(', ');
  const marks = table.key.map(() => '?').join(', ');
  const columns = [...table.key, ...table.columns].map(quoted).join(', ');
  // An index may tell otherwise than its table; where the key is the table's own order, there is none to be kept from.
  const from = `SELECT ${columns} FROM ${quoted(table.name)}${table.isNumbered ? ' NOT INDEXED' : ''}`;
  const width = table.key.length;
  const taken = new Set<string>();
  /** False where the row cannot come here: a damaged tree may lead in a circle. */
  const handOver = (row: Row, last: Row | undefined): boolean => {
    if (table.isNumbered) {
      if (last !== undefined && Number(row[0]) <= Number(last[0])) return false;
    } else {
      const own = JSON.stringify(row.slice(0, width));
      if (taken.has(own)) return false;
      taken.add(own);
    }
    take(row.slice(width));
    return true;
  };
  const read = (compare: '>' | '<', order: 'ASC' | 'DESC', start: Row | undefined): Row | 'end' | 'torn' => {
    let last = start;
    for (;;) {
      const where = last === undefined ? '' : `WHERE (${key}) ${compare} (${marks})`;
      const sorted = table.key.map((name) => `${quoted(name)} ${order}`).join(', ');
      try {
        const statement = database
          .prepare<unknown[], unknown[]>(`${from} ${where} ORDER BY ${sorted} LIMIT ${PAGE}`)
          .raw();
        let count = 0;
        for (const row of statement.iterate(...(last ?? []))) {
          if (!handOver(row, last)) return last ?? 'torn';
          last = row.slice(0, width);
          count += 1;
        }
        if (count < PAGE) return 'end';
      } catch {
        return last ?? 'torn';
      }
    }
  };
  let place = read('>', 'ASC', undefined);
  if (place === 'end') return true;
  if (table.isNumbered) {
    for (let holes = 0; place !== 'end' && holes < MAX_HOLES; holes += 1) {
      const beyond = leap(database, table, place === 'torn' ? undefined : Number(place[0]));
      if (beyond === undefined) break;
      place = read('>', 'ASC', [beyond]);
    }
  } else read('<', 'DESC', undefined);
  return false;
}

/** The least number found from which rows can be read again, after one where they cannot. */
function leap(database: Database, table: Table, after: number | undefined): number | undefined {
  const key = quoted(table.key[0] ?? 'rowid');
  const probe = database
    .prepare<[number], number>(
      `SELECT ${key} FROM ${quoted(table.name)} NOT INDEXED WHERE ${key} > ? ORDER BY ${key} LIMIT 1`,
    )
    .pluck();
  const works = (from: number): boolean => {
    try {
      return (probe.get(from) ?? from) > from;
    } catch {
      return false;
    }
  };
  const base = after ?? 0;
  let step = 1;
  while (!works(base + step)) {
    step *= 2;
    if (base + step > Number.MAX_SAFE_INTEGER) return undefined;
  }
  // Between the last that did not work and the first that did.
  let low = base + Math.floor(step / 2);
  let high = base + step;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (works(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function tablesOf(database: Database): Table[] {
  const names = database
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')
         AND name NOT LIKE 'sqlite_%' AND name <> 'identity'`,
    )
    .pluck()
    .all();
  return names.map((name) => tableOf(database, name));
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

function tableOf(database: Database, name: string): Table {
  const found = database.prepare<[string], Column>('SELECT name, type, pk FROM pragma_table_info(?)').all(name);
  const key = found.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const columns = found.map((column) => column.name);
  const [only] = key;
  if (only === undefined) return { name, columns, key: ['rowid'], isNumbered: true };
  return {
    name,
    columns,
    key: key.map((column) => column.name),
    isNumbered: key.length === 1 && only.type === 'INTEGER',
  };
}

/** The columns that the damaged one has as well; undefined where the table cannot be seen at all. */
function columnsIn(damaged: Database, { name, columns }: Table): readonly string[] | undefined {
  try {
    const there = damaged.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(name);
    return there.length === 0 ? undefined : columns.filter((column) => there.includes(column));
  } catch {
    return undefined;
  }
}

function quoted(name: string): string {
  return `"${name}"`;
}
