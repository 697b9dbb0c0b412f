import { createSecureContext } from 'node:tls';
import { type ChannelCredentials, credentials, Metadata } from '@grpc/grpc-js';
import { ClientError } from './error.ts';

/** A daemon, and how it is reached. */
export type Place =
  | { readonly kind: 'socket'; readonly path: string }
  | {
      readonly kind: 'tls';
      /** `192.168.1.10:7443` */
      readonly address: string;
      /** Empty only before it has one. */
      readonly token: string;
      /** In PEM: the one authority that is believed, whatever others this machine believes. */
      readonly ca: string;
      /** Whom the daemon's certificate is for. */
      readonly serverName: string;
      /** In PEM, where the daemon wants to see one. */
      readonly own?: { readonly certificate: string; readonly key: string };
    }
  /** For developing only: this machine talks to itself. */
  | { readonly kind: 'plain'; readonly address: string; readonly token: string };

/** How gRPC gets there. */
export interface Way {
  readonly target: string;
  readonly credentials: ChannelCredentials;
  readonly options: { readonly [name: string]: string };
  /** Goes with every call. */
  readonly metadata: Metadata;
  /** For people. */
  readonly name: string;
}

export function wayTo(place: Place): Way {
  const metadata = new Metadata();
  if (place.kind === 'socket')
    return {
      ...{ target: `unix:${place.path}`, credentials: credentials.createInsecure(), options: {} },
      ...{ metadata, name: place.path },
    };
  const { address, token } = place;
  if (token !== '') metadata.set('authorization', `Bearer ${token}`);
  const common = { target: `dns:${address}`, metadata, name: address };
  if (place.kind === 'plain') {
    assertMayBePlain(address);
    return { ...common, credentials: credentials.createInsecure(), options: {} };
  }
  const { ca, serverName, own } = place;
  const context = createSecureContext({
    ca,
    minVersion: 'TLSv1.3',
    ...(own === undefined ? {} : { cert: own.certificate, key: own.key }),
  });
  return {
    ...common,
    credentials: credentials.createFromSecureContext(context),
    options: { 'grpc.ssl_target_name_override': serverName, 'grpc.default_authority': serverName },
  };
}

/** A token goes over no network in the clear. @throws ClientError */
export function assertMayBePlain(address: string): void {
  if (/^(127\.\d+\.\d+\.\d+|\[::1\]):\d+$/.test(address)) return;
  throw new ClientError('FAILED_PRECONDITION', `${address} is another machine: without TLS nothing is said to it.`);
}
