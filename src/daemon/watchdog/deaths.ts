import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How the watchdog ended a life of the daemon. */
export interface Death {
  /** `stuck`: its main thread hung. `memory`: it took too much. */
  readonly why: 'stuck' | 'memory';
  /** Wall-clock milliseconds. */
  readonly at: number;
  /** What was running, innermost first, as far as it could be told; no word of what was said. */
  readonly where: readonly string[];
}

/** Beside the database: a line for each life in a row that the watchdog ended. */
const FILE = 'watchdog';
const MOST = 100;

export function addDeath(folder: string, death: Death): void {
  const lines = [...readDeaths(folder), death].slice(-MOST).map((each) => JSON.stringify(each));
  writeFileSync(join(folder, FILE), `${lines.join('\n')}\n`, { mode: 0o600 });
}

/** Oldest first; what cannot be read counts for nothing. */
export function readDeaths(folder: string): readonly Death[] {
  let text: string;
  try {
    text = readFileSync(join(folder, FILE), 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const death = parsed(line);
    return death === undefined ? [] : [death];
  });
}

/** This life goes well: the next death is a first one. What there was is kept beside it, for who looks for what is wrong. */
export function deathsAreOver(folder: string): void {
  try {
    renameSync(join(folder, FILE), join(folder, `${FILE}-before`));
  } catch {
    // Somebody has taken it away, or the disk refuses: then the next death is one more in a row.
  }
}

function parsed(line: string): Death | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isDeath(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isDeath(value: unknown): value is Death {
  if (typeof value !== 'object' || value === null || !('why' in value) || !('at' in value)) return false;
  const isKnown = value.why === 'stuck' || value.why === 'memory';
  return isKnown && typeof value.at === 'number' && 'where' in value && Array.isArray(value.where);
}
