import type { Grammar } from './grammar.ts';
export function toJsgf(_grammar: Grammar): { jsgf: string; words: string[] } {
  return { jsgf: '', words: [] };
}
