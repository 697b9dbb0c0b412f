import { createHash, createHmac, randomInt, scrypt } from 'node:crypto';

/**
 * How a machine shows that it was told a code, without telling it. Both sides make a key of the code, a nonce of this one request and
 * the certificate that stands behind the connection as each of them sees it, and show an HMAC under it: whoever sits in between with a
 * certificate of its own has another key, can pass nothing on, and would have to try 2^40 codes at some 0.1 s each while the code is open.
 * It is SCRAM's idea (RFC 5802) with the binding of RFC 5929 put into the salt.
 */

/** Crockford's base 32: no I, L, O, U, which are taken for others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 8;
export const NONCE_BYTES = 32;

/** 32 MiB and some 0.1 s a try. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

/** 40 random bits, as they are shown: `K7QM-3F9T`. */
export function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A code as it was typed, in the form that is proved; undefined where it can be none. */
export function readCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code.length === CODE_LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : undefined;
}

/**
 * @param code as `readCode` gives it
 * @param binding what this side sees at the other end of the connection: `bindingOf`; empty without TLS
 */
export function pairingKey(code: string, nonce: Uint8Array, binding: string): Promise<Buffer> {
  const salt = createHash('sha256').update('agentos pairing v1\0').update(binding).update('\0').update(nonce).digest();
  return new Promise((resolve, reject) => {
    scrypt(code, salt, KEY_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/**
 * Who is at the other end: an authority, and the one host under it that the connection was made to. An authority that others share has
 * certified more hosts than one.
 * @param fingerprint SHA-256 of the authority's certificate, in hex
 */
export function bindingOf(fingerprint: string, serverName: string): string {
  return `${fingerprint} ${serverName}`;
}

/** The first whole host in the names of a certificate, as Node tells them: `DNS:a.example, IP Address:192.0.2.1`. */
export function serverNameIn(names: string | undefined): string | undefined {
  return /(?:^|, )DNS:([a-z0-9.-]+)(?:,|$)/i.exec(names ?? '')?.[1];
}

/** What the machine that was told the code shows. */
export function clientProof(key: Buffer): Buffer {
  return createHmac('sha256', key).update('agentos client v1').digest();
}

/** What the daemon shows in return: that it knows the code, and that nobody has changed what it gives. */
export function daemonProof(key: Buffer, token: string, name: string): Buffer {
  return createHmac('sha256', key).update('agentos daemon v1\0').update(token).update('\0').update(name).digest();
}
