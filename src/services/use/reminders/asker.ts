/** Where the thread came from. */
export interface Origin {
  readonly client: string;
  readonly interface: string;
  readonly area?: string | undefined;
}

/** Whether what was typed is asked for: a voice, a watched file or a rule does not even ask, so that nobody is asked for a yes. The gate has the last word. */
export function mayHearTyped({ interface: from }: Pick<Origin, 'interface'>): boolean {
  return !['voice', 'watch', 'signal'].includes(from);
}

/** What is said aloud in a room was heard there. */
export function isSpoken({ interface: from }: Pick<Origin, 'interface'>): boolean {
  return from === 'voice';
}
