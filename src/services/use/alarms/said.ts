export function done(text: string) {
  return { text, outcome: 'done' as const };
}

export function failed(text: string) {
  return { text, outcome: 'failed' as const };
}

export function textOf(slot: unknown): string | undefined {
  return typeof slot === 'string' && slot.trim() !== '' ? slot.trim().replace(/[.!?]+$/u, '') : undefined;
}

export interface Place {
  readonly client: string;
  readonly area?: string | undefined;
}
