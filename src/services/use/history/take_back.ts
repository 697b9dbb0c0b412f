import { historyFind, historyTurn, note, type PastAccount, type PastCall, TAKEN_BACK } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { isWanted } from './ask_back.ts';
import { type Asking, done, failed } from './asking.ts';
import type { Now } from './now.ts';
import { quoted } from './say_turn.ts';
import { sayWhen } from './say_when.ts';
import { deedsOf, type TakenBackTurn, takeBackTurn } from './take_back_turn.ts';

/** "That" is what was just done. Until then it is meant without asking, until the day is over after asking, and later not at all. */
const JUST_MS = 10 * 60_000;
const ASKABLE_MS = 86_400_000;
/** As far back as is looked for something to name. */
const LOOKED_MS = 7 * 86_400_000;
/** Turns that are read one by one. */
const READ = 8;

/** "Undo that", "undo the last two things", "undo the kitchen light". */
export function* undo({ slots, targets }: Command, asking: Asking) {
  const { now } = asking;
  const count = typeof slots.count === 'number' ? slots.count : 1;
  const entities = targets.map(({ id }) => id).slice(0, 100);
  const { turns } = yield* historyFind({
    since: now.epochMs - LOOKED_MS,
    acted: true,
    ...(entities.length === 0 ? { mine: true } : { entities }),
    limit: READ,
  });
  const undone = entities.length === 0 && count === 1 ? yield* nothingDoneSince(turns[0]?.at ?? 0, now) : undefined;
  if (undone !== undefined) return failed(undone);

  const meant: PastAccount[] = [];
  for (const { thread, turn } of turns) {
    if (meant.length === count) break;
    const account = yield* historyTurn({ thread, turn });
    if (deedsOf(account).length === 0) continue;
    const before = deedsOf(account).find(({ takenBack }) => takenBack !== undefined)?.takenBack;
    const isUndo = account.tookBack?.as === 'undo';
    const isLeft = !isUndo && deedsOf(account).some(({ takenBack }) => takenBack === undefined);
    if (isLeft) meant.push(account);
    else if (meant.length === 0 && count === 1)
      return failed(alreadyUndone(account, isUndo ? account.at : (before?.at ?? account.at), now));
  }
  const [last] = meant;
  if (last === undefined) return failed('I have done nothing here lately that could be undone.');
  const refused = yield* tooLong(last, meant.length, now);
  if (refused !== undefined) return failed(refused);
  return yield* takeBack(meant, 'undo', asking, entities);
}

/** "Redo that": what was undone last is done again. */
export function* redo(asking: Asking) {
  const { now } = asking;
  const { turns } = yield* historyFind({ since: now.epochMs - ASKABLE_MS, acted: true, mine: true, limit: 1 });
  const [last] = turns;
  if (last === undefined) return failed('I have undone nothing here lately, so there is nothing to do again.');
  const account = yield* historyTurn({ thread: last.thread, turn: last.turn });
  if (account.tookBack?.as === 'redo') return failed(`I have done that again already, ${sayWhen(account.at, now)}.`);
  if (account.tookBack?.as !== 'undo')
    return failed('The last thing I did here was nothing that I had undone, so there is nothing to do again.');
  const refused = yield* tooLong(account, 1, now);
  if (refused !== undefined) return failed(refused);
  return yield* takeBack([account], 'redo', asking, []);
}

/** Takes the turns back, newest first, and notes which calls were: so the log knows, over restarts too. */
function* takeBack(meant: readonly PastAccount[], as: 'undo' | 'redo', asking: Asking, only: readonly string[]) {
  const calls: PastCall[] = [];
  const texts: string[] = [];
  let good = false;
  for (const account of meant) {
    const taken: TakenBackTurn = yield* takeBackTurn(account, as, asking, only);
    calls.push(...taken.calls);
    texts.push(
      meant.length === 1 ? taken.text : `${quoted(account.said ?? account.reply ?? 'something')}: ${taken.text}`,
    );
    good ||= taken.good;
  }
  if (calls.length > 0) yield* note({ metadata: { [TAKEN_BACK]: { as, calls } } });
  const text = texts.join(' ');
  return good ? done(text) : failed(text);
}

/** Where the last thing asked for here did nothing, "that" is not what was done before it. */
function* nothingDoneSince(actedAt: number, now: Now) {
  const { turns } = yield* historyFind({ since: now.epochMs - LOOKED_MS, mine: true, plain: true, limit: 1 });
  const [last] = turns;
  if (last === undefined)
    return actedAt === 0 ? 'I have done nothing here lately, so there is nothing to undo.' : undefined;
  if (last.at <= actedAt) return undefined;
  const said = last.said === undefined ? 'The last thing here' : quoted(last.said);
  if (last.outcome === 'failed' || last.code !== undefined) return `${said} was not done, so there is nothing to undo.`;
  return actedAt === 0 ? `${said} was only a question, so there is nothing to undo.` : undefined;
}

function alreadyUndone(account: PastAccount, at: number, now: Now): string {
  const again = account.tookBack?.as === 'undo' ? ' Say "redo that" to have it done again.' : '';
  return `That is undone already, ${sayWhen(at, now)}.${again}`;
}

/** Asks about what lies back a while. @returns why not, where it is to be left */
function* tooLong({ at, said, reply }: PastAccount, count: number, now: Now) {
  const ageMs = now.epochMs - at;
  if (ageMs <= JUST_MS) return undefined;
  const what = quoted(said ?? reply ?? 'something');
  const when = sayWhen(at, now);
  if (ageMs > ASKABLE_MS) return `The last thing I did here was ${what} ${when}. That is too long ago to undo it.`;
  const question = `The last thing I did here was ${what} ${when}. Shall I undo ${count === 1 ? 'it' : 'that and what was before it'}?`;
  return (yield* isWanted(question)) ? undefined : 'All right, I left it as it is.';
}
