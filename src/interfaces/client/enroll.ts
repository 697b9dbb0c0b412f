import { randomBytes, timingSafeEqual, X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { enrollResponse, type PairedClient, renewResponse, whoAmIResponse } from '../../wire/clients.ts';
import {
  bindingOf,
  clientProof,
  daemonProof,
  NONCE_BYTES,
  pairingKey,
  readCode,
  serverNameIn,
} from '../../wire/proof.ts';
import { Channel } from './channel.ts';
import { type Credential, placeOf } from './credential.ts';
import { ClientError } from './error.ts';
import type { Place } from './place.ts';

const CLIENTS = 'agentos.v1.Clients';
const SHAKE_MS = 10_000;

export interface EnrollOptions {
  /** `192.168.1.10:7443` */
  readonly address: string;
  /** As it was shown or typed. */
  readonly code: string;
  /** As it was shown beside the code, or the beginning of it: then nothing is said to any other daemon. */
  readonly fingerprint?: string;
  /** In PEM, where the daemon wants to see one. */
  readonly own?: { readonly certificate: string; readonly key: string };
  /** Without TLS, to this very machine. */
  readonly plaintext?: boolean;
}

/** Lets this machine in with a code. Nothing is stored. @throws ClientError */
export async function enroll(
  options: EnrollOptions,
): Promise<{ readonly credential: Credential; readonly client: PairedClient }> {
  const { address, own, plaintext } = options;
  const code = readCode(options.code);
  if (code === undefined)
    throw new ClientError('INVALID_ARGUMENT', 'A code has 8 letters and digits, as in K7QM-3F9T. See: agentos pair');
  const seen = plaintext ? undefined : await authorityAt(address, own);
  assertExpected(seen?.fingerprint ?? '', options.fingerprint);
  const place: Place =
    seen === undefined
      ? { kind: 'plain', address, token: '' }
      : { kind: 'tls', address, token: '', ca: seen.ca, serverName: seen.serverName, ...(own ? { own } : {}) };
  const nonce = randomBytes(NONCE_BYTES);
  const key = await pairingKey(code, nonce, seen === undefined ? '' : bindingOf(seen.fingerprint, seen.serverName));
  const answer = await asked(place, (channel) =>
    channel.unary(CLIENTS, 'Enroll', enrollResponse, { nonce, proof: clientProof(key) }),
  );
  const { token, proof, client } = answer;
  const expected = daemonProof(key, token, client.name);
  if (proof.length !== expected.length || !timingSafeEqual(proof, expected))
    throw new ClientError(
      'UNAUTHENTICATED',
      `Whoever answers at ${address} does not know the code, so it is not believed.`,
    );
  const trust = seen === undefined ? {} : { ca: seen.ca, serverName: seen.serverName };
  return { credential: { format: 1, address, name: client.name, token, ...trust }, client };
}

/** Another token in the place of this one, which counts no more when this resolves. `store` keeps it before it is used. */
export async function renew(
  credential: Credential,
  store: (renewed: Credential) => void,
  placeFor: (credential: Credential) => Place = placeOf,
): Promise<void> {
  const { token } = await asked(placeFor(credential), (channel) => channel.unary(CLIENTS, 'Renew', renewResponse, {}));
  const renewed = { ...credential, token };
  store(renewed);
  await whoAmI(renewed, placeFor);
}

/** Who this machine is at the daemon. */
export async function whoAmI(
  credential: Credential,
  placeFor: (credential: Credential) => Place = placeOf,
): Promise<PairedClient | undefined> {
  return (await asked(placeFor(credential), (channel) => channel.unary(CLIENTS, 'WhoAmI', whoAmIResponse, {}))).client;
}

async function asked<T>(place: Place, ask: (channel: Channel) => Promise<T>): Promise<T> {
  const channel = new Channel(place, 0);
  try {
    return await ask(channel);
  } finally {
    channel.close();
  }
}

/**
 * The authority that a daemon shows. Nothing of it is believed here: the proof of the code is bound to it, and it is all that the
 * connection over which the proof goes believes.
 */
function authorityAt(
  address: string,
  own: EnrollOptions['own'],
): Promise<{ readonly ca: string; readonly fingerprint: string; readonly serverName: string }> {
  const [, host = '', port = ''] = /^(.+):(\d{1,5})$/.exec(address) ?? [];
  if (host === '')
    throw new ClientError('INVALID_ARGUMENT', `${address} is not a host and a port, as in 192.168.1.10:7443.`);
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...{ host: host.replaceAll(/[[\]]/g, ''), port: Number(port), ALPNProtocols: ['h2'], minVersion: 'TLSv1.3' },
      rejectUnauthorized: false,
      ...(own === undefined ? {} : { cert: own.certificate, key: own.key }),
    });
    const fail = (why: string, cause?: unknown): void => {
      socket.destroy();
      reject(new ClientError('UNAVAILABLE', `No daemon answers over TLS at ${address}: ${why}.`, { cause }));
    };
    socket.setTimeout(SHAKE_MS, () => fail('it says nothing'));
    socket.once('error', (error) => fail(error.message, error));
    socket.once('secureConnect', () => {
      let last = socket.getPeerCertificate(true);
      const leaf = last;
      // Ends at one that signed itself, which is its own issuer; no chain is longer than a few.
      for (let up = 0; up < 8 && last.issuerCertificate && last.issuerCertificate !== last; up += 1)
        last = last.issuerCertificate;
      const serverName = serverNameIn(leaf.subjectaltname);
      if (last.raw === undefined || serverName === undefined) return fail('it shows no certificate of a daemon');
      const ca = new X509Certificate(last.raw);
      socket.destroy();
      resolve({ ca: ca.toString(), fingerprint: ca.fingerprint256.replaceAll(':', '').toLowerCase(), serverName });
    });
  });
}

/** @throws ClientError */
function assertExpected(seen: string, expected: string | undefined): void {
  if (expected === undefined) return;
  const wanted = expected.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
  if (wanted.length >= 8 && seen.startsWith(wanted)) return;
  throw new ClientError(
    'UNAUTHENTICATED',
    `The certificate there has the fingerprint ${seen || '(none)'}, which is not the one that was shown. Nothing was said to it.`,
  );
}
