import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { escaped } from '../../settings/escaped.ts';
import { verifyCopy } from '../store/audit_copy.ts';
import { StoreFault } from '../store/store_fault.ts';

/** sysexits(3) */
const EXIT = { data: 65, noInput: 66, software: 70, settings: 78 } as const;

/**
 * Follows the record of the gate's decisions in a backup, with no daemon in between, and says how it stands. Changes nothing.
 * @returns the exit code
 */
export async function main(file: string, json: boolean): Promise<number> {
  const path = resolve(file);
  const complain = (text: string): void => void process.stderr.write(`agentos audit verify: ${escaped(text)}\n`);
  if (!existsSync(path)) {
    complain(`${path} is not there. Name a backup.`);
    return EXIT.noInput;
  }
  try {
    const { entries, head, broken } = await verifyCopy(path);
    if (json) {
      const told = { type: 'verified', file: path, entries, head, brokenAt: broken?.seq, problem: broken?.what };
      process.stdout.write(`${escaped(JSON.stringify(told))}\n`);
    } else if (broken)
      complain(`Entry ${broken.seq} is not as it was written: ${broken.what}. The ${entries} before it are.`);
    else
      process.stdout.write(`${entries} ${entries === 1 ? 'entry is' : 'entries are'} as written. The last: ${head}\n`);
    return broken ? EXIT.data : 0;
  } catch (thrown) {
    complain(thrown instanceof Error ? thrown.message : String(thrown));
    if (!(thrown instanceof StoreFault)) return EXIT.software;
    return thrown.reason === 'newer' ? EXIT.settings : EXIT.data;
  }
}
