import { tellingWords } from '../../../language/filler_words.ts';
import type { Work } from '../../need/work/contract.ts';

export function isOpen({ state }: Work): boolean {
  return state === 'waiting' || state === 'running';
}

/** Those that share a telling word with what was said; all where nothing was. */
export function worksAbout(works: readonly Work[], about: string | undefined): readonly Work[] {
  if (about === undefined) return works;
  const wanted = tellingWords(about);
  return works.filter(({ what }) => {
    const words = tellingWords(what);
    return wanted.some((word) => words.includes(word));
  });
}
