import { isIP } from 'node:net';
import { z } from 'zod';

/** Where the daemon listens besides its sockets: `192.168.1.10:7443`, `[fd00::1]:7443`. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** @returns undefined where it is no address of this form, or names a host by a name */
export function readAddress(text: string): ListenAddress | undefined {
  const [, six, four, digits = ''] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = six ?? four ?? '';
  const port = Number(digits);
  const right = six === undefined ? isIP(host) === 4 : isIP(host) === 6;
  return right && port <= 65_535 ? { host, port } : undefined;
}

const path = z.string().min(1);

export const listen = z
  .strictObject({
    addresses: z
      .array(z.string().refine((text) => readAddress(text) !== undefined, 'is not as in "192.168.1.10:7443"'))
      .max(16)
      .default([])
      .describe(
        'Addresses and ports for clients on other machines, as in "192.168.1.10:7443" or "[::]:7443"; nowhere where empty. Each client needs a token: agentos pair.',
      ),
    certificate: path
      .optional()
      .describe('Certificate in PEM, with those between it and "ca"; one that AgentOS makes where absent.'),
    key: path.optional().describe('Its key in PEM, in a file that nobody else can read.'),
    ca: path.optional().describe('Certificate of the authority that signed it, in PEM: clients trust that one alone.'),
    client_ca: path
      .optional()
      .describe(
        'Clients also need a certificate that this authority has signed, in PEM; a token is enough where absent.',
      ),
    plaintext: z
      .boolean()
      .default(false)
      .describe(
        'Without TLS. Only for developing: on the loopback, and where the daemon is started with --insecure-dev.',
      ),
  })
  .superRefine(({ certificate, key, ca }, context) => {
    const given = [certificate, key, ca].filter((file) => file !== undefined).length;
    if (given !== 0 && given !== 3)
      context.addIssue('certificate, key and ca go together: name all three, or none of them');
  })
  .prefault({});
export type ListenSettings = z.infer<typeof listen>;

export const client = z
  .strictObject({
    daemon: z
      .enum(['attached', 'socket'])
      .optional()
      .describe(
        'Which daemon commands talk to: the one that "agentos attach" attached this machine to, or the one of this machine; where absent, the attached one if there is one.',
      ),
    address: z
      .string()
      .min(1)
      .optional()
      .describe('Where that daemon listens now, where it is not where it was: "192.168.1.11:7443".'),
    certificate: path
      .optional()
      .describe('Certificate of this machine in PEM, where the daemon wants one (client_ca).'),
    key: path.optional().describe('Its key in PEM.'),
  })
  .prefault({});
