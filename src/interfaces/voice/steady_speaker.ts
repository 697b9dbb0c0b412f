import { ProgramError } from './program.ts';
import type { Speaker } from './speaker.ts';

/**
 * A loudspeaker that may be pulled out: what cannot be heard is told once, and the next words look for it again.
 * The person hears nothing meanwhile, but the house goes on.
 */
export function steady(
  first: Speaker,
  reopen: () => Promise<Speaker>,
  onState: (state: 'lost' | 'back', why?: string) => void,
): Speaker {
  let speaker = first;
  let lost = false;
  return {
    get name() {
      return speaker.name;
    },
    async play(speech, options = {}) {
      try {
        if (lost) speaker = await reopen();
        const seconds = await speaker.play(speech, options);
        if (lost) onState('back');
        lost = false;
        return seconds;
      } catch (error) {
        if (!(error instanceof ProgramError)) throw error;
        if (!lost) onState('lost', error.message);
        lost = true;
        return 0;
      }
    },
    close: () => speaker.close(),
  };
}
