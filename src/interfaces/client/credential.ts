import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { namesSocket, paths } from '../../settings/paths.ts';
import { loadSettings } from '../../settings/settings.ts';
import { ClientError } from './error.ts';
import { assertMayBePlain, type Place } from './place.ts';

const credential = z.strictObject({
  format: z.literal(1),
  /** Where the daemon listens: `192.168.1.10:7443`. */
  address: z.string().min(1),
  /** Of this machine, at the daemon. */
  name: z.string().min(1),
  token: z.string().min(1),
  /** The one authority whose certificates are believed, and the host that they are for; absent without TLS. */
  ca: z.string().min(1).exactOptional(),
  serverName: z.string().min(1).exactOptional(),
});
/** What lets this machine in at a daemon on another. */
export type Credential = z.output<typeof credential>;

/** Where it is kept: beside the settings, for nobody else to read. */
export function credentialFile(): string {
  return join(dirname(paths().settingsFile), 'attached.json');
}

/** @returns undefined where this machine is attached to none. @throws ClientError where the file is of no use */
export function readCredential(path: string = credentialFile()): Credential | undefined {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return undefined;
  if ((info.mode & 0o077) !== 0)
    throw unfit(`${path} can be read by others, so what is in it may be known to them. Attach this machine anew.`);
  try {
    return credential.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (thrown) {
    throw unfit(`${path} is not as it was written. Attach this machine anew: agentos attach`, thrown);
  }
}

export function writeCredential(given: Credential, path: string = credentialFile()): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.new`;
  rmSync(next, { force: true });
  writeFileSync(next, `${JSON.stringify(credential.parse(given), null, 1)}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  chmodSync(next, 0o600);
  renameSync(next, path);
}

/** @returns whether there was one */
export function forgetCredential(path: string = credentialFile()): boolean {
  const was = statSync(path, { throwIfNoEntry: false }) !== undefined;
  rmSync(path, { force: true });
  return was;
}

/** The daemon that this machine is attached to, as the settings of this machine want it; undefined where it is the one of this machine. */
export function attachedPlace(): Place | undefined {
  if (namesSocket()) return undefined;
  const found = readCredential();
  if (found === undefined || loadSettings(paths().settingsFile).client.daemon === 'socket') return undefined;
  return placeBySettings(found);
}

/** Where a credential leads, with what [client] in the settings of this machine says. @throws ClientError */
export function placeBySettings(found: Credential): Place {
  const { settingsFile } = paths();
  const { address = found.address, certificate, key } = loadSettings(settingsFile).client;
  const place = placeOf({ ...found, address });
  if (certificate === undefined || key === undefined || place.kind !== 'tls') return place;
  const read = (file: string): string => {
    const path = file.startsWith('~/') ? join(homedir(), file.slice(2)) : resolve(dirname(settingsFile), file);
    try {
      return readFileSync(path, 'utf8');
    } catch (thrown) {
      throw unfit(`${path} cannot be read; see [client] in the settings.`, thrown);
    }
  };
  return { ...place, own: { certificate: read(certificate), key: read(key) } };
}

export function placeOf({ address, token, ca, serverName = '' }: Credential): Place {
  if (ca !== undefined) return { kind: 'tls', address, token, ca, serverName };
  assertMayBePlain(address);
  return { kind: 'plain', address, token };
}

function unfit(message: string, cause?: unknown): ClientError {
  return new ClientError('FAILED_PRECONDITION', message, { cause, retryable: false });
}
