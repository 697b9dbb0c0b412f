import { readFileSync, statSync } from 'node:fs';
import { Fault } from '../model/fault.ts';

/** A file that is nobody else's business. @throws Fault FAILED_PRECONDITION where others can read it, or nothing is in it */
export function readPrivately(path: string): string {
  return read(path, 0o077);
}

/** A file that others may read. @throws Fault FAILED_PRECONDITION where there is none, or nothing is in it */
export function readOpenly(path: string): string {
  return read(path, 0o022);
}

function read(path: string, forbidden: number): string {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) throw unfit(`${path} is not there.`);
  if (!info.isFile()) throw unfit(`${path} is not a file.`);
  if ((info.mode & forbidden) !== 0) {
    const may = forbidden === 0o077 ? 'read' : 'written';
    throw unfit(`${path} can be ${may} by others. Close it: chmod ${forbidden === 0o077 ? '600' : '644'} ${path}`);
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    throw unfit(`${path} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}.`);
  }
  if (text.trim() === '') throw unfit(`${path} is empty.`);
  return text;
}

function unfit(what: string): Fault {
  return new Fault(
    'FAILED_PRECONDITION',
    `${what} The daemon lets nobody in from other machines without it; see [listen] in the settings.`,
  );
}
