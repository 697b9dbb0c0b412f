import type { BackupResponse } from '../../wire/generated/agentos/v1/BackupResponse.ts';
import type { DeleteThreadsResponse } from '../../wire/generated/agentos/v1/DeleteThreadsResponse.ts';
import type { ExportThreadsResponse } from '../../wire/generated/agentos/v1/ExportThreadsResponse.ts';
import * as request from '../../wire/request.ts';
import { Fault } from '../model/fault.ts';
import type { Methods } from './methods.ts';

/** Care of what is stored, as the daemon offers it. All of it throws Faults. */
export interface StoreUpkeep {
  backup(file: string | undefined, progress: (done: number, total: number) => void): Promise<Made>;
  /** @returns ids of all that are gone */
  forget(threads: readonly string[], branches: boolean): Promise<readonly string[]>;
  /** Paths of the backups that the daemon keeps, newest first. */
  kept(): readonly string[];
  /** Objects for JSON Lines. */
  export(threads: readonly string[] | 'all'): AsyncIterable<object>;
}

interface Made {
  readonly path: string;
  readonly bytes: number;
  readonly threads: number;
  readonly format: number;
  readonly identity: string;
  readonly changedAt?: number;
}

/** Of an export sent at once: far below what cuts off a reader that is slow. */
const PIECE_BYTES = 32 * 1024;

/** @param upkeep absent where nothing is stored */
export function offerUpkeep(methods: Methods, upkeep: StoreUpkeep | undefined): void {
  const owned = (): StoreUpkeep => {
    if (upkeep === undefined) throw new Fault('UNIMPLEMENTED', 'This daemon has no store to take care of.');
    return upkeep;
  };
  methods.stream('Backup', request.backupRequest, ({ file }) => backup(owned(), file));
  methods.unary('DeleteThreads', request.deleteThreadsRequest, async ({ threads, branches }) => {
    const store = owned();
    const gone: DeleteThreadsResponse = { threads: [...(await store.forget(threads, branches))] };
    return { ...gone, backups: [...store.kept()] };
  });
  methods.stream('ExportThreads', request.exportThreadsRequest, ({ threads }) =>
    inPieces(owned().export(threads.length === 0 ? 'all' : threads)),
  );
}

/** The steps of a backup as they come; only the newest where the caller is slow to read. */
async function* backup(upkeep: StoreUpkeep, file: string | undefined): AsyncGenerator<BackupResponse> {
  let news: BackupResponse | undefined;
  let wake: () => void = () => undefined;
  const made = upkeep
    .backup(file, (done, total) => {
      news = { progress: { done, total } };
      wake();
    })
    .then(({ path, ...rest }): BackupResponse => ({ made: { file: path, ...rest } }));
  // Whoever leaves does not hear how it ended.
  made.catch(() => undefined);
  for (let last: BackupResponse | undefined; last === undefined; ) {
    const woken = new Promise<undefined>((resolve) => (wake = () => resolve(undefined)));
    last = await Promise.race([made, woken]);
    if (last !== undefined) yield last;
    else if (news !== undefined) {
      yield news;
      news = undefined;
    }
  }
}

async function* inPieces(objects: AsyncIterable<object>): AsyncGenerator<ExportThreadsResponse> {
  let lines: Buffer[] = [];
  let size = 0;
  for await (const object of objects) {
    const line = Buffer.from(`${JSON.stringify(object)}\n`);
    lines.push(line);
    size += line.length;
    if (size < PIECE_BYTES) continue;
    yield* cut(Buffer.concat(lines));
    lines = [];
    size = 0;
  }
  if (size > 0) yield* cut(Buffer.concat(lines));
}

/** One event alone may be more than a client that reads slowly is given at once. */
function* cut(bytes: Buffer): Generator<ExportThreadsResponse> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield { lines: bytes.subarray(at, at + PIECE_BYTES) };
}
