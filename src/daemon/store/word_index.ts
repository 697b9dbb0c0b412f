import Sqlite, { type Database } from 'better-sqlite3';

export interface WordHit {
  readonly key: string;
  /** BM25, higher is better; above 0. */
  readonly score: number;
}

/** Full text over a few thousand short texts that are known anyway: in memory, made when it is first asked. */
export class WordIndex {
  readonly #texts: readonly { readonly key: string; readonly text: string }[];
  #database: Database | undefined;

  constructor(texts: readonly { readonly key: string; readonly text: string }[]) {
    this.#texts = texts;
  }

  /** Those that hold any of the words, or another form of one, best first. */
  search(words: readonly string[], limit: number): readonly WordHit[] {
    const wanted = words.flatMap((word) => word.match(/[\p{L}\p{N}]+/gu) ?? []);
    if (wanted.length === 0) return [];
    this.#database ??= indexOf(this.#texts);
    return this.#database
      .prepare<[string, number], WordHit>(
        'SELECT key, -bm25(texts) AS score FROM texts WHERE texts MATCH ? ORDER BY score DESC, key LIMIT ?',
      )
      .all(wanted.map((word) => `"${word}"`).join(' OR '), limit);
  }

  close(): void {
    this.#database?.close();
    this.#database = undefined;
  }
}

function indexOf(texts: readonly { readonly key: string; readonly text: string }[]): Database {
  const database = new Sqlite(':memory:');
  database.exec(`CREATE VIRTUAL TABLE texts USING fts5 (key UNINDEXED, text, tokenize = 'porter unicode61')`);
  const insert = database.prepare('INSERT INTO texts (key, text) VALUES (?, ?)');
  database.transaction(() => {
    for (const { key, text } of texts) insert.run(key, text);
  })();
  return database;
}
