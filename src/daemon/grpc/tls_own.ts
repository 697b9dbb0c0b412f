import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '../doors/replace_file.ts';
import { Fault } from '../model/fault.ts';
import { readPrivately } from './private_file.ts';
import { type Certified, certify } from './tls_certificate.ts';

/** What the server's certificate is for: clients know the authority, so this need not be where the server stands. */
export const SERVER_NAME = 'agentos.internal';
const AUTHORITY = 'AgentOS of this house';
const DAY_MS = 86_400_000;
/** Clients trust it for as long as it lasts. */
const AUTHORITY_DAYS = 20 * 365;
const SERVER_DAYS = 825;
/** A server's certificate with fewer days left is made anew at a start. */
const RENEW_DAYS = 120;
/** Clocks of a house do not all agree. */
const EARLIER_MS = 2 * DAY_MS;

/** The authority of this house and the certificate under it, from the folder `tls` of the state folder; made when there is none yet. */
export function ownCertificates(stateFolder: string, now: number): Certified & { readonly ca: string } {
  const folder = join(stateFolder, 'tls');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const authority = kept(join(folder, 'authority.pem'), () =>
    certify({ subject: AUTHORITY, from: now - EARLIER_MS, until: now + AUTHORITY_DAYS * DAY_MS }),
  );
  const make = () =>
    certify(
      { subject: SERVER_NAME, from: now - EARLIER_MS, until: now + SERVER_DAYS * DAY_MS, names: [SERVER_NAME] },
      { ...authority, subject: AUTHORITY },
    );
  const path = join(folder, 'server.pem');
  const server = kept(path, make);
  const until = Date.parse(new X509Certificate(server.certificate).validTo);
  if (until > now + RENEW_DAYS * DAY_MS) return { ...server, ca: authority.certificate };
  return { ...write(path, make()), ca: authority.certificate };
}

/**
 * What is in a file, or what is made where there is none. One that is there and of no use is not made anew: clients trust what they
 * were shown, and an empty file may be a disk's fault that a backup can mend.
 */
function kept(path: string, make: () => Certified): Certified {
  if (!existsSync(path)) return write(path, make());
  const text = readPrivately(path);
  const [, key, certificate] =
    /(-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n)(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n)/.exec(
      text,
    ) ?? [];
  if (key !== undefined && certificate !== undefined) {
    try {
      new X509Certificate(certificate);
      return { key, certificate };
    } catch {
      // As where nothing is in it.
    }
  }
  throw new Fault(
    'FAILED_PRECONDITION',
    `${path} holds no key and certificate, so the daemon does not listen for other machines. Put the file back from a copy; or remove ${dirname(path)}, and pair every client anew.`,
  );
}

function write(path: string, made: Certified): Certified {
  replaceFile(path, made.key + made.certificate);
  return made;
}
