import { createHash } from 'node:crypto';
import type { Files } from 'agentos/service';
import type { Home } from '../../../language/home.ts';
import type { HomeIssue } from './home_issue.ts';

/** Raised when the form of prepared homes changes. */
const PREPARED_FORM = 1;
const MAX_BYTES = 8 * 1024 * 1024;

export type ReadHome =
  | { readonly ok: true; readonly home: Home; readonly warnings: readonly HomeIssue[] }
  | { readonly ok: false; readonly errors: readonly HomeIssue[]; readonly warnings: readonly HomeIssue[] };

interface PreparedHome {
  readonly form: number;
  /** Of the file that it was made from. */
  readonly sha256: string;
  readonly home: Home;
}

/**
 * The house that a file describes. `prepared` is a folder where the build has put homes that ship as they were read: where
 * one was made from this very text, nothing of it has to be read again, which is most of a cold start.
 */
export async function readHome(files: Files, file: string, prepared: string): Promise<ReadHome> {
  const text = await files.readText(file, MAX_BYTES);
  const ready = await preparedFrom(files, text, `${prepared}/${nameOf(file)}.json`);
  if (ready) return { ok: true, home: ready, warnings: [] };
  const { parseHome } = await import('./home_file.ts');
  return parseHome(text);
}

export function prepareHome(text: string, home: Home): string {
  const prepared: PreparedHome = { form: PREPARED_FORM, sha256: sha256(text), home };
  return JSON.stringify(prepared);
}

/** Undefined where there is none, it is damaged, or it was made from another text: then the file is read as it is written. */
async function preparedFrom(files: Files, text: string, path: string): Promise<Home | undefined> {
  try {
    const { form, sha256: of, home }: PreparedHome = JSON.parse(await files.readText(path, MAX_BYTES));
    return form === PREPARED_FORM && of === sha256(text) ? home : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/\.[a-z]+$/i, '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
