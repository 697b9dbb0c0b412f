import { escaped } from '../../settings/escaped.ts';
import { forTerminal } from './terminal_text.ts';

/** Terminals narrower than this get lines that wrap. */
const LEAST_WIDTH = 60;
const PIPE_WIDTH = 120;

/** A line for people. The caller has made text from elsewhere safe. */
export function line(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** An object for programs, on one line that also a terminal may have: what would act on it is written as \uXXXX. */
export function json(value: object): void {
  process.stdout.write(`${escaped(JSON.stringify(value))}\n`);
}

/** What is beside the point of the command: hints, and what went wrong. */
export function aside(text: string): void {
  process.stderr.write(`${forTerminal(text)}\n`);
}

/** Characters in a line. */
export function width(): number {
  return Math.max(LEAST_WIDTH, process.stdout.columns ?? PIPE_WIDTH);
}

/** Somebody is there who reads and can be asked. */
export function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}

/** A reader that went away (`agentos threads | head`) ends the command without a word. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
