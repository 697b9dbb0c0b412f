import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../../settings/package_root.ts';
import type { Finding } from './finding.ts';

/** The store's own program, of which an interface knows no more than this. */
interface Program {
  check(folder: string): Promise<Checked>;
}

interface Checked {
  readonly binding?: string;
  readonly store?:
    | { readonly state: 'none' | 'owned' }
    | {
        readonly state: 'sound';
        readonly threads: number;
        readonly changedAt?: number;
        readonly notes: readonly string[];
      }
    | { readonly state: 'newer' | 'damaged' | 'failed' | 'unusable'; readonly why: string };
}

/** Whether SQLite works here, and whether what is stored is sound; that is only looked at where no daemon works with it. */
export async function checkStore(folder: string): Promise<readonly Finding[]> {
  const root = packageRoot();
  const program: Program = await import(pathToFileURL(join(root, 'dist', 'daemon', 'check', 'main.cjs')).href);
  const { binding, store } = await program.check(folder);
  if (binding !== undefined) {
    const found = `better-sqlite3, which keeps what is stored, cannot be loaded: ${binding}`;
    const fix = `cd ${root} && npm rebuild better-sqlite3 (after a change of Node, or an install without scripts)`;
    return [{ name: 'native', state: 'broken', found, fix }];
  }
  const native: Finding = { name: 'native', state: 'ok', found: 'better-sqlite3' };
  return store === undefined ? [native] : [native, ...storeFindings(folder, store)];
}

const FIXES = {
  newer: 'install the newer version again',
  damaged:
    'start the daemon: it makes good what it can, keeps the damaged files, and says so. Or: agentos restore <backup>',
  failed: 'look at the disk and at the rights of the folder',
  unusable: 'npm rebuild better-sqlite3',
} as const;

function storeFindings(folder: string, store: NonNullable<Checked['store']>): readonly Finding[] {
  switch (store.state) {
    case 'none':
      return [{ name: 'store', state: 'ok', found: `nothing is kept in ${folder} yet` }];
    case 'owned':
      return [];
    case 'sound': {
      const found = `${folder} is sound: ${store.threads} ${store.threads === 1 ? 'thread' : 'threads'}`;
      const notes = store.notes.map((note): Finding => ({ name: 'store', state: 'advice', found: note }));
      const last = store.changedAt ?? 0;
      return [{ name: 'store', state: 'ok', found }, ...notes, ...clockFindings(last)];
    }
    default:
      return [{ name: 'store', state: 'broken', found: store.why, fix: FIXES[store.state] }];
  }
}

const BEHIND_MS = 60_000;

function clockFindings(last: number, now = Date.now()): readonly Finding[] {
  if (last <= now + BEHIND_MS) return [];
  const found = `the clock is behind: it is ${new Date(now).toLocaleString()} by it, and the last that was said is of ${new Date(last).toLocaleString()}`;
  return [{ name: 'clock', state: 'broken', found, fix: 'timedatectl set-ntp true, or set it by hand' }];
}
