import type { Edit, Guard } from './guard.ts';

/** The files that a guard stands in. */
export function filesOf({ file, more = [] }: Guard): readonly string[] {
  return [...new Set([file, ...more.map((edit) => edit.file)])];
}

/** The text of one of its files without the guard. @throws where what is to be replaced does not stand there exactly once */
export function withoutGuard(guard: Guard, file: string, text: string): string {
  const edits: readonly Edit[] = [guard, ...(guard.more ?? [])];
  return edits.filter((edit) => edit.file === file).reduce((before, edit) => replacedOnce(before, edit), text);
}

function replacedOnce(text: string, { file, from, to }: Edit): string {
  const place = text.indexOf(from);
  if (place < 0)
    throw new Error(`src/${file} has no ${from} any more: say in test/guards how the guard is switched off now.`);
  if (text.includes(from, place + 1)) throw new Error(`src/${file} has ${from} more than once: name more of it.`);
  return text.slice(0, place) + to + text.slice(place + from.length);
}
