import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/**
 * Writes X.509 certificates (RFC 5280) with keys on P-256. Node reads and verifies them, and has no way to write one. Only what a small
 * authority and the one server under it need is here; nothing is read by it, so nothing from outside gets near it.
 */

const OID = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  authorityKeyIdentifier: '2.5.29.35',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  subjectAltName: '2.5.29.17',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

export interface CertificateWanted {
  readonly subject: string;
  /** Wall-clock milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
  /** Names in DNS that it is for; none for an authority, which signs others. */
  readonly names?: readonly string[];
}

/** A key and the certificate of its public half, both in PEM. */
export interface Certified {
  readonly key: string;
  readonly certificate: string;
}

/** @param issuer who signs; the certificate signs itself where absent, and is an authority's then */
export function certify(
  { subject, from, until, names }: CertificateWanted,
  issuer?: Certified & { readonly subject: string },
): Certified {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const above = issuer === undefined ? spki : createPublicKey(issuer.key).export({ type: 'spki', format: 'der' });
  const keys = [
    extension(OID.subjectKeyIdentifier, der(0x04, identifierOf(spki))),
    extension(OID.authorityKeyIdentifier, sequence(der(0x80, identifierOf(above)))),
  ];
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  // Positive and not zero, 128 bits of it random: 17 bytes.
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(16)]));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    serial,
    algorithm,
    nameOf(issuer?.subject ?? subject),
    sequence(time(from), time(until)),
    nameOf(subject),
    spki,
    der(0xa3, sequence(...keys, ...(names === undefined ? ofAuthority() : ofServer(names)))),
  );
  const signature = sign('sha256', body, issuer === undefined ? privateKey : issuer.key);
  const bytes = sequence(body, algorithm, bits(signature));
  const lines = bytes.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n');
  return { key, certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}

/** RFC 7093, method 1, over the whole of it. */
function identifierOf(spki: Buffer): Buffer {
  return createHash('sha256').update(spki).digest().subarray(0, 20);
}

function ofAuthority(): Buffer[] {
  return [
    // It signs certificates of those who sign none.
    extension(OID.basicConstraints, sequence(der(0x01, Buffer.from([0xff])), der(0x02, Buffer.from([0])))),
    // keyCertSign
    extension(OID.keyUsage, der(0x03, Buffer.from([2, 0b0000_0100]))),
  ];
}

function ofServer(names: readonly string[]): Buffer[] {
  return [
    extension(OID.basicConstraints, sequence()),
    // digitalSignature
    extension(OID.keyUsage, der(0x03, Buffer.from([7, 0b1000_0000]))),
    extension(OID.extendedKeyUsage, sequence(oid(OID.serverAuth))),
    extension(OID.subjectAltName, sequence(...names.map((name) => der(0x82, Buffer.from(name, 'ascii'))))),
  ];
}

function extension(id: string, value: Buffer): Buffer {
  const critical = id === OID.basicConstraints || id === OID.keyUsage;
  return sequence(oid(id), ...(critical ? [der(0x01, Buffer.from([0xff]))] : []), der(0x04, value));
}

function nameOf(text: string): Buffer {
  return sequence(der(0x31, sequence(oid(OID.commonName), der(0x0c, Buffer.from(text, 'utf8')))));
}

/** UTCTime through 2049, GeneralizedTime from then on (RFC 5280, 4.1.2.5). */
function time(epochMs: number): Buffer {
  const digits = `${new Date(epochMs).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  return Number(digits.slice(0, 4)) < 2_050
    ? der(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : der(0x18, Buffer.from(digits, 'ascii'));
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

function bits(value: Buffer): Buffer {
  return der(0x03, Buffer.concat([Buffer.from([0]), value]));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value]);
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...long]), value]);
}
