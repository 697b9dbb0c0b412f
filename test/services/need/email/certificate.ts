import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate for 127.0.0.1 that nobody else vouches for, and its key, in PEM. @param kind of the key */
export function ownCertificate(kind: 'ec' | 'rsa' = 'ec'): { readonly cert: string; readonly key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-certificate-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  try {
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-nodes', '-days', '2', '-newkey'],
      ...(kind === 'ec' ? ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'] : ['rsa:2048']),
      ...['-subj', '/CN=mail of a test', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert],
    ]);
    if (made.status !== 0) throw new Error(`openssl makes no certificate: ${made.stderr}`);
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
