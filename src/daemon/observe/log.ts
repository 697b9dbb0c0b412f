import { pino } from 'pino';
import { escaped } from '../../settings/escaped.ts';
import type { Json } from '../model/json.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
type Fields = { readonly [name: string]: Json };

export interface DaemonLog {
  info(message: string, fields?: Fields): void;
  problem(message: string, fields?: Fields): void;
  /** The log of a part, named in each line. */
  of(part: string): (message: string, fields?: Fields) => void;
}

/** JSON lines on stderr, written before the call returns. What people said and what services were told stays out of it. */
export function openLog(level: LogLevel): DaemonLog {
  const destination = pino.destination({ dest: 2, sync: true });
  const root = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    // JSON leaves what turns writing round and what some terminals act on as it is; escaped, it is still the same JSON.
    { write: (line) => void destination.write(`${escaped(line.slice(0, -1))}\n`) },
  );
  return {
    info: (message, fields = {}) => root.info(fields, message),
    problem: (message, fields = {}) => root.warn(fields, message),
    of:
      (part) =>
      (message, fields = {}) =>
        root.info({ part, ...fields }, message),
  };
}
