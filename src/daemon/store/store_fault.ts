import { Fault, type FaultCode, type FaultData } from '../model/fault.ts';

/**
 * Why a store would not open, or stopped.
 * `owned`: another process works in the folder · `newer`: a later version wrote the database · `damaged`: missing, emptied,
 * foreign or corrupt · `failed`: the disk or the database refused a write or a read; the store has stopped. `unusable`: SQLite itself
 * cannot be loaded on this machine.
 */
export type StoreReason = 'owned' | 'newer' | 'damaged' | 'failed' | 'unusable';

const CODES: { readonly [R in StoreReason]: FaultCode } = {
  owned: 'FAILED_PRECONDITION',
  newer: 'FAILED_PRECONDITION',
  damaged: 'DATA_LOSS',
  failed: 'UNAVAILABLE',
  unusable: 'FAILED_PRECONDITION',
};

/** A fault of the store as a whole. It says what to do; `reason` is for the composition root's exit code. */
export class StoreFault extends Fault {
  readonly reason: StoreReason;

  constructor(reason: StoreReason, message: string, options: { cause?: unknown; code?: FaultCode } = {}) {
    super(options.code ?? CODES[reason], message, { ...options, retryable: false });
    this.reason = reason;
  }
}

/** A fault as it crosses between threads. */
export interface WireFault extends FaultData {
  readonly reason?: StoreReason;
}

export function toWireFault(thrown: unknown): WireFault {
  const fault = Fault.from(thrown, 'INTERNAL', 'store');
  return fault instanceof StoreFault ? { ...fault.toData(), reason: fault.reason } : fault.toData();
}

export function fromWireFault(wire: WireFault): Fault {
  return wire.reason === undefined
    ? Fault.fromData(wire)
    : new StoreFault(wire.reason, wire.message, { code: wire.code });
}

/** SQLite's own complaints that say something of the disk or the file, not of the statement. */
const FATAL = /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|NOMEM|READONLY|CANTOPEN|PROTOCOL|INTERNAL|PERM|AUTH|LOCKED|BUSY)/;

/** True where the connection must not be trusted any more. */
export function isFatal(thrown: unknown): boolean {
  return FATAL.test(sqliteCode(thrown)) || isDamage(thrown);
}

/** True where the file is not what it should be. What finds records by words (FTS5) has no code of its own for that. */
function isDamage(thrown: unknown): boolean {
  const code = sqliteCode(thrown);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return true;
  return code === 'SQLITE_ERROR' && thrown instanceof Error && FTS_DAMAGE.test(thrown.message);
}
const FTS_DAMAGE = /vtable constructor failed|fts5 file format|fts5: missing row/;

/** What is wrong where SQLite's compiled part cannot be loaded; undefined where it is something else. */
export function notLoaded(thrown: unknown): StoreFault | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const [said = ''] = thrown.message.split('\n');
  const isUnbuilt = said.startsWith('Could not locate the bindings file');
  if (!isUnbuilt && sqliteCode(thrown) !== 'ERR_DLOPEN_FAILED') return undefined;
  const message = `SQLite, which keeps what is stored, cannot be loaded (${said.slice(0, 200)}). Where AgentOS is installed, run: npm rebuild better-sqlite3`;
  return new StoreFault('unusable', message, { cause: thrown });
}

/** True where the disk had no room for it. SQLite has then undone the transaction, and the connection stands. */
export function isFull(thrown: unknown): boolean {
  return sqliteCode(thrown) === 'SQLITE_FULL';
}

/** Why nothing new is begun while the disk is full. */
export function noRoom(): Fault {
  return new Fault(
    'RESOURCE_EXHAUSTED',
    'The disk is full, so I cannot take on anything new. Free some space and ask again; nothing that you told me before is lost.',
  );
}

/** SQLite's result code, as in `SQLITE_FULL`; empty for anything that SQLite did not throw. */
export function sqliteCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

/** What stopped the store, as a person can act on it. */
export function stoppedBy(thrown: unknown, folder: string): StoreFault {
  if (thrown instanceof StoreFault) return thrown;
  const code = sqliteCode(thrown);
  if (code === 'SQLITE_FULL') return diskFull(folder, thrown);
  if (isDamage(thrown)) return damaged(folder, `it is not readable (${code})`, thrown);
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const detail = code === '' ? said : `${said}, ${code}`;
  return new StoreFault(
    'failed',
    `The database in ${folder} could not be read or written (${detail}). Look at the disk, then start AgentOS again.`,
    {
      cause: thrown,
    },
  );
}

export function diskFull(folder: string, cause?: unknown): StoreFault {
  const message = `The disk that holds ${folder} is full; nothing acknowledged was lost. Free some space, then start AgentOS again.`;
  return new StoreFault('failed', message, { cause, code: 'RESOURCE_EXHAUSTED' });
}

export function damaged(folder: string, what: string, cause?: unknown): StoreFault {
  const message = `The database in ${folder} is damaged: ${what}. Nothing was changed; keep the folder as it is and restore a backup.`;
  return new StoreFault('damaged', message, cause === undefined ? {} : { cause });
}
