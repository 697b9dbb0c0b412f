import { Fault } from 'agentos/service';
import { joinWords } from '../../../language/say_duration.ts';
import type { FileFacts } from '../../need/file/contract.ts';

/** So many are named; of more it is said how many there are. */
const NAMED = 8;
const READ_OUT = 4_000;

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function sayList(found: readonly FileFacts[], more: boolean, folder: string | undefined): string {
  if (folder === undefined) {
    return found.length === 0 ? 'There are no folders to look in.' : `There ${isOrAre(found)} ${names(found)}.`;
  }
  if (found.length === 0) return `There is nothing in ${folder}.`;
  const rest = found.length - NAMED;
  const others = more ? ' and more' : rest > 0 ? ` and ${rest} more` : '';
  return `In ${folder} ${isOrAre(found)} ${names(found.slice(0, NAMED))}${others}.`;
}

export function sayFound(
  found: readonly (FileFacts & { readonly line?: string | undefined })[],
  more: boolean,
  about: string,
): string {
  if (found.length === 0) return `I find no file about ${about}.`;
  const told = found
    .slice(0, NAMED)
    .map(({ path, line }) => (line === undefined ? nameOf(path) : `${nameOf(path)} ("${line.slice(0, 100)}")`));
  const rest = more || found.length > NAMED ? ' There is more.' : '';
  return `I found ${joinWords(told)}.${rest}`;
}

export function sayText({
  path,
  text,
  cut,
}: {
  readonly path: string;
  readonly text: string;
  readonly cut: boolean;
}): string {
  const said = text.trim();
  if (said === '') return `${nameOf(path)} is empty.`;
  const short = said.slice(0, READ_OUT);
  return `${nameOf(path)} says: ${short}${cut || short.length < said.length ? ' … and it goes on.' : ''}`;
}

/** What went wrong in words; undefined for what nobody can do anything about. */
export function sayFileProblem(thrown: unknown): string | undefined {
  const { code, message } = Fault.from(thrown);
  switch (code) {
    case 'PERMISSION_DENIED':
    case 'NOT_FOUND':
    case 'ALREADY_EXISTS':
    case 'FAILED_PRECONDITION':
    case 'RESOURCE_EXHAUSTED':
    case 'ABORTED':
    case 'INVALID_ARGUMENT':
      return message;
    case 'UNIMPLEMENTED':
      return 'No files can be used here.';
    default:
      return undefined;
  }
}

function names(found: readonly FileFacts[]): string {
  return joinWords(found.map(({ path, kind }) => (kind === 'folder' ? `the folder ${nameOf(path)}` : nameOf(path))));
}

function isOrAre(found: readonly unknown[]): string {
  return found.length === 1 ? 'is' : 'are';
}
