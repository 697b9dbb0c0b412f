import { historyFind, type PastTurnView } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { capitalised } from '../../../language/say_devices.ts';
import { type Asking, done, failed } from './asking.ts';
import type { Now } from './now.ts';
import { periodOf } from './period.ts';
import { quoted, saidBy } from './say_turn.ts';
import { isAbout, wordsAbout } from './topic.ts';

/** As many as one keeps in mind when hearing them, and when reading. */
const SPOKEN = 3;
const WRITTEN = 10;

/** "What did I ask yesterday about the heating?": what was said from here; where nothing fits, what was said elsewhere. */
export function* asked({ slots }: Command, { now, byVoice }: Asking) {
  const period = periodOf(slots, now);
  const topic = typeof slots.topic === 'string' ? slots.topic : undefined;
  const words = topic === undefined ? [] : wordsAbout(topic);
  const shown = period === undefined && topic === undefined ? 1 : byVoice ? SPOKEN : WRITTEN;
  const filter = {
    ...(period === undefined ? {} : { since: period.since, until: period.until }),
    ...(words.length === 0 ? {} : { words }),
    plain: true,
    limit: 50,
  };
  const own = yield* historyFind({ ...filter, mine: true });
  const mine = own.turns.filter(({ said }) => said !== undefined);
  const others =
    mine.length > 0 ? [] : (yield* historyFind(filter)).turns.filter(({ said, mine }) => said !== undefined && !mine);
  const found = nearest(mine.length > 0 ? mine : others, topic);
  const about = `${topic === undefined ? '' : ` about ${topic}`}${period === undefined ? '' : ` ${period.said}`}`;
  if (found.length === 0) {
    const far = own.lookedBackTo === undefined ? '' : ' I have looked through the newest part of my log only.';
    return failed(`I find nothing in my log that you asked${about}.${far}`);
  }
  const told = found.slice(0, shown).reverse();
  const count = `${own.more ? 'more than ' : ''}${found.length}`;
  const intro = [
    mine.length > 0 ? '' : `From here you asked nothing${about}.`,
    found.length > shown && shown > 1 ? `That was ${count} times; these were the last.` : '',
  ];
  return done([...intro, ...told.map((turn) => exchange(turn, now))].filter((part) => part !== '').join(' '));
}

/** What is about all of the topic; where nothing is, what is about a part of it. */
function nearest(turns: readonly PastTurnView[], topic: string | undefined): readonly PastTurnView[] {
  if (topic === undefined) return turns;
  const about = turns.filter(({ said = '', reply = '' }) => isAbout(topic, `${said} ${reply}`));
  return about.length > 0 ? about : turns;
}

function exchange(turn: PastTurnView, now: Now): string {
  const said = capitalised(saidBy(turn, now));
  if (turn.withheld) return `${said}, and I answered something private.`;
  return turn.reply === undefined ? `${said}.` : `${said}, and I said ${quoted(turn.reply)}`;
}
