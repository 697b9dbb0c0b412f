import type { Look } from '../store/look.ts';

export interface Checked {
  /** Why SQLite cannot be used; absent where it can. */
  readonly binding?: string;
  /** Absent where SQLite cannot be used. */
  readonly store?: Look;
}

/** Looks whether the daemon could work with a state folder, with no daemon in between. Changes nothing. */
export async function check(folder: string): Promise<Checked> {
  // SQLite opens the lock's file.
  process.umask(0o077);
  try {
    const { bindingProblem, lookAtStore } = await import('../store/look.ts');
    const binding = bindingProblem();
    return binding === undefined ? { store: lookAtStore(folder) } : { binding };
  } catch (error) {
    // The package is not there at all.
    return { binding: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}
