import { InvalidArgumentError } from 'commander';

/** Which event of a thread. */
export function seqOf(text: string): number {
  const seq = Number(text);
  if (!Number.isSafeInteger(seq) || seq < 0)
    throw new InvalidArgumentError('It is the number of an event, as "agentos trace --json" shows it in "seq".');
  return seq;
}
