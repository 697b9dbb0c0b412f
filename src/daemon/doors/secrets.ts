import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../model/fault.ts';

/** Credentials by name, from the first of these folders that has one: systemd's, then `secrets` beside the settings (mode 0600). */
export function secretsIn(folders: readonly string[]): (name: string) => Promise<string> {
  return async (name) => {
    if (!/^[a-z][a-z0-9_-]*$/.test(name))
      throw new Fault('INVALID_ARGUMENT', `'${name}' is not the name of a credential.`);
    for (const folder of folders) {
      const file = join(folder, name);
      const info = await stat(file).catch(() => undefined);
      if (!info) continue;
      if ((info.mode & 0o077) !== 0)
        throw new Fault('FAILED_PRECONDITION', `${file} can be read by others; set its mode to 0600.`);
      const secret = (await readFile(file, 'utf8')).trim();
      if (secret === '') throw new Fault('FAILED_PRECONDITION', `${file} is empty; put the credential in it.`);
      return secret;
    }
    throw new Fault(
      'FAILED_PRECONDITION',
      `There is no credential '${name}'; put it into ${join(folders.at(-1) ?? '', name)} (mode 0600).`,
    );
  };
}
