import { V7Generator } from 'uuidv7';

/** Random words are drawn so many at a time: drawing some costs as much as making thirty ids. */
const DRAWN = 512;

const words = new Uint32Array(DRAWN);
let used = DRAWN;

const generator = new V7Generator({
  nextUint32() {
    if (used === DRAWN) {
      crypto.getRandomValues(words);
      used = 0;
    }
    const word = words[used] ?? 0;
    // What was given out is not kept.
    words[used] = 0;
    used += 1;
    return word;
  },
});

/** A UUIDv7: later ones of this process come after it in order. */
export function newId(): string {
  return generator.generate().toString();
}
