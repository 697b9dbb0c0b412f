/** Covers that nobody can walk or climb in by. */
const SOFT_COVERS = new Set(['awning', 'blind', 'curtain', 'damper', 'shade', 'shutter', 'window']);
const SOFT_NAME = /(^|[_.])(awning|blind|curtain|drape|shade|shutter|window)s?($|[_\d])/;

const OPENING = /door|gate|garage/;
/** Not the clock, the block and the flock. */
const LOCKING = /(?<![bcf])lock|opener/;
/** Words with a door in them that are none. */
const NO_DOOR = /^(in|out)doors?$|^doorbells?$/;
/** What a thing is by its last word, though it is called after the door that it hangs at. */
const HARMLESS = /^(light|lighting|lamp|bell|doorbell|chime|fan|heater|fridge|freezer|camera|charger)s?$/;

/** A cover of no class is a door, unless its id says otherwise and neither its id nor its name speaks of a door. */
export function isSoftCover(id: string, deviceClass: string | undefined, name = ''): boolean {
  if (deviceClass !== undefined) return SOFT_COVERS.has(deviceClass);
  return SOFT_NAME.test(id) && ![id, name].some((text) => wordsOf(text).some(speaksOfDoor));
}

/** Whether a switch or button may work a door or a lock, by its id or name. In doubt it does: asking costs little. */
export function mayOpen(id: string, name = ''): boolean {
  return [id.slice(id.indexOf('.') + 1), name].some((text) => {
    const words = wordsOf(text);
    return (
      words.some((word) => speaksOfDoor(word) || LOCKING.test(word)) &&
      (words.some((word) => /opener|unlock/.test(word)) || !HARMLESS.test(words.at(-1) ?? ''))
    );
  });
}

function speaksOfDoor(word: string): boolean {
  return OPENING.test(word) && !NO_DOOR.test(word);
}

/** Words in small letters, without numbers and signs. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  );
}
