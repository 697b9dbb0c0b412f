import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ListenSettings } from '../../settings/listen.ts';
import { serverNameIn } from '../../wire/proof.ts';
import { Fault } from '../model/fault.ts';
import { readOpenly, readPrivately } from './private_file.ts';
import { ownCertificates } from './tls_own.ts';

/** What the daemon shows to who connects, all in PEM, and whose certificates it wants to see. */
export interface TlsIdentity {
  readonly key: string;
  /** Its certificate, those between it and the authority, and the authority's, which is what clients are to trust. */
  readonly chain: string;
  /** SHA-256 of the authority's certificate, in hex. */
  readonly fingerprint: string;
  /** The host that its certificate is for: with the authority, what a pairing is bound to. */
  readonly serverName: string;
  readonly clientCa?: string;
  /** When it expires, in wall-clock milliseconds since the epoch. */
  readonly until: number;
}

/**
 * By the settings, or made for this house.
 * @throws Fault FAILED_PRECONDITION with the file that is of no use: nothing is listened on without
 */
export function tlsIdentity(settings: ListenSettings, stateFolder: string, now: number): TlsIdentity {
  const { certificate, key, ca, client_ca } = settings;
  const mTls = client_ca === undefined ? {} : { clientCa: authoritiesIn(client_ca) };
  if (certificate === undefined || key === undefined || ca === undefined) {
    const own = ownCertificates(stateFolder, now);
    return { ...checked(own.key, own.certificate, own.ca, now, `${stateFolder}/tls`), ...mTls };
  }
  return { ...checked(readPrivately(key), readOpenly(certificate), readOpenly(ca), now, certificate), ...mTls };
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Followed from the certificate to the authority, so that what no client would take is told here and not at each of them. */
function checked(key: string, certificates: string, ca: string, now: number, where: string): TlsIdentity {
  const [leaf, ...between] = certificatesIn(certificates, where);
  const [authority, ...others] = certificatesIn(ca, `the ca of ${where}`);
  if (leaf === undefined || authority === undefined || others.length > 0)
    throw unfit(`${where} needs one certificate, and "ca" exactly one`);
  try {
    if (!leaf.checkPrivateKey(createPrivateKey(key))) throw unfit(`the key is not that of the certificate in ${where}`);
  } catch (thrown) {
    throw thrown instanceof Fault ? thrown : unfit(`the key of ${where} is not one in PEM`, thrown);
  }
  if (!authority.ca || !authority.verify(authority.publicKey))
    throw unfit(`"ca" of ${where} is not the certificate of an authority that signed itself`);
  const chain = [leaf, ...between.filter((one) => one.fingerprint256 !== authority.fingerprint256), authority];
  for (const [place, one] of chain.entries()) {
    const above = chain[place + 1] ?? authority;
    if (!one.checkIssued(above) || !one.verify(above.publicKey))
      throw unfit(`the certificates in ${where} do not lead to "ca"`);
    if (Date.parse(one.validTo) <= now) throw unfit(`a certificate in ${where} has expired, on ${one.validTo}`);
    if (Date.parse(one.validFrom) > now) throw unfit(`a certificate in ${where} is not valid before ${one.validFrom}`);
  }
  const serverName = serverNameIn(leaf.subjectAltName);
  if (serverName === undefined) throw unfit(`the certificate in ${where} names no host (DNS)`);
  return {
    key,
    chain: chain.map(String).join(''),
    serverName,
    fingerprint: authority.fingerprint256.replaceAll(':', '').toLowerCase(),
    until: Math.min(...chain.map(({ validTo }) => Date.parse(validTo))),
  };
}

function authoritiesIn(path: string): string {
  const text = readOpenly(path);
  if (certificatesIn(text, path).some((one) => !one.ca)) throw unfit(`${path} holds a certificate of no authority`);
  return text;
}

function certificatesIn(text: string, where: string): X509Certificate[] {
  const found = text.match(PEM) ?? [];
  if (found.length === 0) throw unfit(`${where} holds no certificate in PEM`);
  try {
    return found.map((one) => new X509Certificate(one));
  } catch (thrown) {
    throw unfit(`${where} holds something that is no certificate`, thrown);
  }
}

function unfit(what: string, cause?: unknown): Fault {
  return new Fault(
    'FAILED_PRECONDITION',
    `The daemon does not listen for other machines: ${what}. See [listen] in the settings.`,
    { cause },
  );
}
