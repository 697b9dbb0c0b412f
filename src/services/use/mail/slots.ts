import type { Command } from '../../../language/command.ts';

export type Slots = Command['slots'];

/** What was said, without the mark that ends it. */
export function textOf(slot: unknown): string | undefined {
  if (typeof slot !== 'string') return undefined;
  const text = slot.trim();
  return text === '' ? undefined : text;
}

/** `Anna, Ben and the team` are three. */
export function namesOf(slot: unknown): string[] {
  const said = textOf(slot) ?? '';
  const names = said.split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*/i).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))].slice(0, 50);
}
