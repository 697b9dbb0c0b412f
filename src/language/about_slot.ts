import type { Command } from './command.ts';

/** What a person calls a thing by, as the slot `about` says it: without articles, whose it is, and what ends a sentence. */
export function aboutOf({ about }: Command['slots']): string | undefined {
  if (typeof about !== 'string') return undefined;
  const plain = about
    .trim()
    .replace(/[.!?]+$/u, '')
    .replace(/^(?:the|a|an|my|our|that|this|today's|tomorrow's)\s+/iu, '')
    .slice(0, 300);
  return plain === '' ? undefined : plain;
}
