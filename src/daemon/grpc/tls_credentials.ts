import { ServerCredentials } from '@grpc/grpc-js';
import type { TlsIdentity } from './tls_identity.ts';

/** Who connects and does not finish the handshake is let go. */
const HANDSHAKE_MS = 10_000;

/**
 * TLS 1.3 and HTTP/2, and nothing below: what gRPC's library makes by itself also takes TLS 1.2. Where an authority for clients is named,
 * nobody is talked to without a certificate of it.
 */
export class TlsCredentials extends ServerCredentials {
  constructor({ key, chain, clientCa }: TlsIdentity) {
    super(
      {
        allowHTTP1: false,
        handshakeTimeout: HANDSHAKE_MS,
        requestCert: clientCa !== undefined,
        rejectUnauthorized: true,
      },
      { key, cert: chain, minVersion: 'TLSv1.3', ...(clientCa === undefined ? {} : { ca: clientCa }) },
    );
  }

  override _equals(other: ServerCredentials): boolean {
    return other === this;
  }
}
