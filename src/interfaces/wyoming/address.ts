import { isIP } from 'node:net';
import { WyomingError } from './message.ts';

/** Where a Wyoming service listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** `tcp://host:port` or `host:port`, as Wyoming's programs write it. A WyomingError where it is something else. */
export function addressOf(text: string): Address {
  const [, six, name, digits = ''] = /^(?:tcp:\/\/)?(?:\[([^\]]+)\]|([^:/[\]\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = six ?? name;
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535 || (six !== undefined && isIP(six) !== 6))
    throw new WyomingError(`"${text}" is no address as in "tcp://192.168.1.5:10300".`);
  return { host, port };
}
