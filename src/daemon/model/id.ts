import { randomFillSync } from 'node:crypto';
import { V7Generator } from 'uuidv7';

/** Random words drawn at once: asking the operating system for each id costs more than all else about it. */
const DRAWN = 1_024;
const words = new Uint32Array(DRAWN);
let used = DRAWN;

const generator = new V7Generator({
  nextUint32() {
    if (used === DRAWN) {
      randomFillSync(words);
      used = 0;
    }
    const word = words[used] ?? 0;
    used += 1;
    return word;
  },
});

/** A UUIDv7: rises with time, and within a millisecond with the order of making. */
export function newId(): string {
  return generator.generate().toString();
}
