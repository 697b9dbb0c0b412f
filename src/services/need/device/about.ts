import { tellingWords } from '../../../language/filler_words.ts';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly area?: string | undefined;
}

/** Devices that a text may be about, by the words of their names, rooms and kinds; those that share most come first. */
export function devicesAbout<E extends Named>(
  entities: readonly E[],
  text: string,
  areaName: (id: string) => string | undefined,
): E[] {
  const wanted = new Set(tellingWords(text).map(stem));
  const scored = entities.map((entity) => {
    const room = entity.area === undefined ? undefined : areaName(entity.area);
    const kind = (entity.id.split('.')[0] ?? '').replaceAll('_', ' ');
    const words = new Set([entity.name, ...entity.aliases, room ?? '', kind].flatMap(tellingWords).map(stem));
    return { entity, score: [...words].filter((word) => wanted.has(word)).length };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.entity.id < b.entity.id ? -1 : 1))
    .map(({ entity }) => entity);
}

/** One or many of a thing are the same thing here. */
function stem(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
