/** Where the thread came from. */
export interface Origin {
  readonly client: string;
  readonly interface: string;
  readonly area?: string | undefined;
}

/** Whom a plan is told to, and whether the room heard it. */
export function placeOf({ client, interface: from, area }: Origin) {
  return {
    client,
    ...(area === undefined ? {} : { area }),
    ...(from === 'voice' ? { spoken: true } : {}),
  };
}

/** Whether what was typed is asked for: a voice, a watched file or a rule does not even ask. The gate has the last word. */
export function mayHearTyped({ interface: from }: Origin): boolean {
  return !['voice', 'watch', 'signal'].includes(from);
}

export function done(text: string) {
  return { text, outcome: 'done' as const };
}

export function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
