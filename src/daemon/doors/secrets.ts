import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../model/fault.ts';

/**
 * Credentials by name: systemd's if it has one, else that in the `own` folder (mode 0600). systemd guards its folder itself, and
 * lets the service's user in by an access list, which shows as a mode of 0440.
 */
export function secretsIn(own: string, systemd?: string): (name: string) => Promise<string> {
  const folders = systemd === undefined ? [own] : [systemd, own];
  return async (name) => {
    if (!/^[a-z][a-z0-9_-]*$/.test(name))
      throw new Fault('INVALID_ARGUMENT', `'${name}' is not the name of a credential.`);
    for (const folder of folders) {
      const file = join(folder, name);
      const info = await stat(file).catch(() => undefined);
      if (!info?.isFile()) continue;
      if (folder === own && (info.mode & 0o077) !== 0)
        throw new Fault('FAILED_PRECONDITION', `${file} can be read by others; set its mode to 0600.`);
      const secret = (await readFile(file, 'utf8')).trim();
      if (secret === '') throw new Fault('FAILED_PRECONDITION', `${file} is empty; put the credential in it.`);
      return secret;
    }
    throw new Fault(
      'FAILED_PRECONDITION',
      `There is no credential '${name}'; put it into ${join(own, name)} (mode 0600).`,
    );
  };
}
