import { historyFind, historyTurn, type PastAccount } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { capitalised, sayName } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { type Asking, done, failed } from './asking.ts';
import { findDeed, sayNotFound } from './deed.ts';
import { type Change, changesOf, sayState, verbOf } from './device_step.ts';
import { type Names, namesFor } from './names.ts';
import type { Now } from './now.ts';
import { sayOccasion } from './occasion.ts';
import { quoted, saidBy, sayDevices, sayIntent, targetsOf } from './say_turn.ts';

/** Devices that are told of one by one. */
const TOLD = 3;
/** As far back as "that" may lie. */
const THAT_MS = 86_400_000;

/** "Why did you do that?", "why did you turn on the kitchen light?": from the trajectory, and nothing else. */
export function* explain(command: Command, asking: Asking) {
  const { slots } = command;
  if (slots.deed !== undefined || slots.thing !== undefined || slots.about !== undefined) {
    const found = yield* findDeed(slots, asking);
    if (found.account === undefined) return failed(sayNotFound(found));
    return done(yield* whyOf(found.account, asking.now));
  }
  const that = yield* whatWasMeant(asking.now);
  if (that === undefined) return failed('I have done nothing here in the last day, as far as my log tells.');
  return done(yield* whyOf(that, asking.now));
}

/** The last turn from here that was no question about the past; of those that did something, if the last one was only an answer. */
export function* whatWasMeant(now: Now) {
  const since = now.epochMs - THAT_MS;
  const { turns: last } = yield* historyFind({ since, mine: true, plain: true, limit: 1 });
  const { turns: acted } = yield* historyFind({ since, mine: true, acted: true, limit: 1 });
  const [newest] = last;
  const failedSince = newest !== undefined && (newest.code !== undefined || newest.outcome !== 'done');
  const meant = failedSince ? newest : (acted[0] ?? newest);
  if (meant === undefined) return undefined;
  return yield* historyTurn({ thread: meant.thread, turn: meant.turn });
}

export function* whyOf(account: PastAccount, now: Now) {
  const changes = account.steps.flatMap(changesOf);
  const ids = [
    ...changes.map(({ entity }) => entity),
    ...account.commands.flatMap(({ targets }) => targets.map(({ id }) => id)),
  ];
  const names = yield* namesFor(ids, [account]);
  const cause = account.rule === undefined ? `${saidBy(account, now)}.` : yield* sayOccasion(account, now);
  const did = account.steps.some(({ how, subject }) => how === 'done' && !isBookkeeping(subject));
  const wanted =
    account.steps.some(({ how }) => how !== 'done') || account.code !== undefined || account.outcome === 'failed';
  const parts = [
    did ? `Because ${cause}` : wanted ? `I did not do it, or not all of it. ${capitalised(cause)}` : capitalised(cause),
    understood(account, names),
    asked(account),
    ...told(changes, names),
    ...problems(account),
    answered(account, changes.length > 0),
    ...(did || wanted || account.rule !== undefined ? [] : ['I did nothing else.']),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Calls that only keep the books of what was due. */
export function isBookkeeping(subject: string): boolean {
  return /^need\.(timer|schedule)\.ring$/.test(subject);
}

function understood(account: PastAccount, names: Names): string {
  const intents = [...new Set(account.commands.map(sayIntent))];
  if (intents.length === 0) return account.said === undefined ? '' : 'I understood no command in it.';
  const about = targetsOf(account, names);
  return `I understood ${joinWords(intents.map(quoted))}${about === undefined ? '' : ` for ${about}`}.`;
}

function asked({ questions, open }: PastAccount): string {
  const unanswered = open ? 'and wait for the answer' : 'and got no answer';
  return questions
    .map(
      ({ text, answer }) =>
        `I asked ${quoted(text)} ${answer === undefined ? unanswered : `and was told ${quoted(answer)}`}.`,
    )
    .join(' ');
}

/** What devices did, with what they were before. */
function told(changes: readonly Change[], names: Names): string[] {
  const good = changes.filter(({ result }) => result.ok);
  const verbs = [...new Set(good.map(({ service }) => verbOf(service)))];
  return verbs.map((verb) => {
    const those = good.filter(({ service }) => verbOf(service) === verb);
    const what =
      sayDevices(
        those.map(({ entity }) => entity),
        names,
      ) ?? '';
    return `I ${verb} ${what}${those.length <= TOLD ? before(those, names) : ''}.`;
  });
}

function before(changes: readonly Change[], names: Names): string {
  const states = changes.flatMap(({ entity, result }) =>
    result.before === undefined ? [] : [{ entity, was: result.before.state, is: result.state ?? result.before.state }],
  );
  const [first] = states;
  if (first === undefined) return '';
  const alike = states.every(({ was }) => was === first.was) && states.length === changes.length;
  if (alike) {
    const still = states.every(({ was, is }) => was === is) ? ' already' : '';
    return `, which ${states.length === 1 ? 'was' : 'were'} ${sayState(first.was)}${still === '' ? ' before' : still}`;
  }
  return ` (before: ${joinWords(states.map(({ entity, was }) => `${sayName(names.of(entity))} ${sayState(was)}`))})`;
}

/** What failed, step by step; a no of the person's own is told as such. */
function problems({ steps, questions, code, reply }: PastAccount): string[] {
  const declined = questions.some(({ yes }) => yes === false);
  const told = steps.flatMap((step) => {
    if (step.how === 'open') return ['One thing is still under way.'];
    if (step.how === 'done')
      return changesOf(step).flatMap(({ entity, result }) =>
        result.ok ? [] : [sentence(result.error ?? `${entity} did not do it`)],
      );
    if (step.how === 'refused' && declined) return ['So I left it.'];
    return [`${HOW[step.how]}: ${sentence(step.problem?.message ?? 'no reason is on record')}`];
  });
  return [...new Set(told.length === 0 && code !== undefined && reply !== undefined ? [sentence(reply)] : told)];
}

const HOW = {
  refused: 'It was not allowed',
  unknown: 'I do not know how it came out',
  failed: 'It did not work',
} as const;

/** What was said, where that was all, or tells more than what the devices did. */
function answered({ reply, withheld, steps, code }: PastAccount, byDevices: boolean): string {
  if (withheld) return 'What I read out then was private, so I do not repeat it.';
  const explained = byDevices || code !== undefined || steps.some(({ how }) => how !== 'done');
  return reply === undefined || explained ? '' : `I answered: ${quoted(reply)}`;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
