import { historyFind } from 'agentos/service';
import { type Asking, done, failed } from './asking.ts';
import { quoted } from './say_turn.ts';
import { sayWhen } from './say_when.ts';

/** After this nobody means it by "that" any more: it is said when it was. */
const LATELY_MS = 10 * 60_000;

/** "What did you say?", "say that again": the last thing that was answered or told here. */
export function* repeat({ now }: Asking) {
  const { turns } = yield* historyFind({ mine: true, limit: 3, since: now.epochMs - 7 * 86_400_000 });
  const last = turns.find(({ reply, withheld }) => reply !== undefined || withheld);
  if (last === undefined) return failed('I have not said anything here lately.');
  if (last.reply === undefined)
    return failed('What I said last was private. Ask me for it again, and I will ask whether I may read it out.');
  if (now.epochMs - last.at <= LATELY_MS) return done(last.reply);
  return done(`The last thing I said here was ${sayWhen(last.at, now)}: ${quoted(last.reply)}`);
}
