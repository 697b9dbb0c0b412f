import { pino } from 'pino';
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
  const root = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
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
