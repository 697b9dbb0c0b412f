/** What is said in place of a topic's own word when it is talked about. Stems: a word that begins so counts. */
const RELATED: readonly (readonly string[])[] = [
  ['heat', 'thermostat', 'radiator', 'temperature', 'degrees', 'warm', 'cold', 'climate', 'boiler', 'cooler'],
  ['cool', 'air condition', 'conditioning', 'temperature', 'degrees'],
  ['light', 'lamp', 'bright', 'dim', 'bulb'],
  ['blind', 'shutter', 'curtain', 'shade', 'awning'],
  ['door', 'lock', 'unlock', 'gate', 'garage'],
  ['music', 'song', 'radio', 'play', 'volume', 'speaker', 'track'],
  ['weather', 'rain', 'sun', 'snow', 'wind', 'forecast', 'outside', 'umbrella'],
  ['timer', 'alarm', 'remind', 'wake'],
  ['shopping', 'list', 'groceries', 'grocery'],
  ['vacuum', 'hoover', 'clean'],
  ['time', "o'clock", 'clock', 'date'],
];
const EMPTY = new Set(
  'the a an my our your it that this of in at on for to with any some things thing stuff'.split(' '),
);
/** Endings that a word loses to its stem. */
const ENDING = /(?:ings?|ers?|s|ed)$/;

/** Words by which what was said about a topic is found. */
export function wordsAbout(topic: string): string[] {
  const stems = stemsOf(topic);
  return [...new Set([...stems, ...stems.flatMap(relatedTo)])].filter((word) => word.length > 1).slice(0, 20);
}

/** Whether a text has every word of a topic, or what is said in its place: "the kitchen light" is not any light. */
export function isAbout(topic: string, text: string): boolean {
  const words = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
  return stemsOf(topic).every((stem) => [stem, ...relatedTo(stem)].some((word) => words.includes(` ${word}`)));
}

function stemsOf(topic: string): string[] {
  const own = (topic.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter(
    (word) => word.length > 1 && !EMPTY.has(word),
  );
  return own.map((word) => (word.length > 5 ? word.replace(ENDING, '') : word.replace(/s$/, '')));
}

function relatedTo(stem: string): string[] {
  return RELATED.filter(([first = '']) => stem.startsWith(first) || (stem.length > 3 && first.startsWith(stem))).flat();
}
